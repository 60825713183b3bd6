import type { Authorisation } from '../../../../shared/authorisations/authorisation.ts';
import {
  AUTHORISATION_POSITION,
  type AuthorisationStore,
} from '../../../../shared/authorisations/authorisation-store.ts';
import { holdsOn } from '../../../../shared/authorisations/give.ts';
import { listReaderAuthorisations, readAuthorisedReport } from '../../../../shared/authorisations/operations.ts';
import { readerOn } from '../../../../shared/authorisations/readers.ts';
import { toReaderAuthorisation } from '../../../../shared/authorisations/views.ts';
import { standingRecords } from '../../../../shared/cases/grounds.ts';
import { type ApiDependencies, api } from '../../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../../shared/http/cursor.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../../shared/kernel/beijing-time.ts';
import { RECORD_HEAD } from '../../../../shared/records/record-store.ts';
import type { AccessStore } from '../../../../shared/subject-door/access-store.ts';
import { type NameSources, namesIn } from '../../../../shared/subject-door/list-names.ts';
import { type MeasureSources, measuresInForce } from '../../../../shared/subject-door/measures-in-force.ts';
import { reportChapters } from '../../../../shared/subject-door/report.ts';
import type { ReportChapter } from '../../../../shared/subject-door/report-view.ts';
import type { SubjectHeads } from '../../../../shared/subject-door/subject-heads.ts';
import type { ReadSubject } from '../../../../shared/subject-door/subject-heads-store.ts';
import { TASK_HEAD } from '../../../../shared/tasks/task-store.ts';
import type { Told } from '../../../../shared/withdrawal-ledger/note-told.ts';

export interface ReaderDependencies extends ApiDependencies {
  readonly authorisations: Pick<AuthorisationStore, 'find' | 'ofReader'>;
  readonly subjects: ReadSubject;
  readonly heads: MeasureSources;
  readonly names: NameSources;
  readonly accesses: Pick<AccessStore, 'note'>;
  /** Notes who was told of which records and measures. */
  readonly noteTold: (told: readonly Told[]) => Promise<void>;
  readonly now: () => Instant;
}

const PAGE = 50;

/** GET /authorisations: the reader's own that hold today; a department that is no reader has none. */
export const listForReader = (deps: ReaderDependencies) =>
  api(listReaderAuthorisations, deps, async ({ query: { cursor }, caller }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, AUTHORISATION_POSITION);
    if (cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const today = beijingDate(deps.now());
    const { authorisations, next } = await deps.authorisations.ofReader(caller.department, {
      today,
      after,
      limit: PAGE,
    });
    const value = { authorisations: authorisations.map(({ image }) => toReaderAuthorisation(image)) };
    return answer(200, value, nextLink('/authorisations', next && encodeCursor(next)));
  });

/** Who was told what by a report: so that the reader hears of the end of each (I4). */
const toldIn = (
  { id: purpose, reader: recipient }: Authorisation,
  { records, tasks }: SubjectHeads,
  chapters: readonly ReportChapter[],
  at: Instant,
): readonly Told[] => {
  const shown = new Set(chapters.flatMap((chapter) => [...chapter.records, ...chapter.measures]).map(({ id }) => id));
  const telling = { channel: 'report', recipient, purpose, at } as const;
  return [
    ...records.map((record) => ({ what: 'record', key: RECORD_HEAD.keyOf(record), head: record }) as const),
    ...tasks.map((task) => ({ what: 'task', key: TASK_HEAD.keyOf(task), head: task }) as const),
  ].flatMap(({ what, key, head: { id: about, version } }): readonly Told[] =>
    shown.has(about) ? [{ ...telling, what, key, about, version }] : [],
  );
};

/**
 * GET /authorisations/{id}/report: read at this moment and restricted to the kinds that were authorised. Nothing is answered before it is noted
 * who read what, and why.
 */
export const readForReader = (deps: ReaderDependencies) =>
  api(readAuthorisedReport, deps, async ({ id, caller }) => {
    const at = deps.now();
    const today = beijingDate(at);
    const found = await deps.authorisations.find(id);
    if (found === undefined || found.image.reader !== caller.department) return refuse({ kind: 'not-found' });
    const { image: given } = found;
    if (!holdsOn(given, today) || readerOn(given.reader, today) === undefined) {
      return refuse({ kind: 'authorisation-over' });
    }
    const heads = await deps.subjects(given.subject.key);
    const measures = await measuresInForce(deps.heads, heads, today);
    const names = await namesIn(deps.names, measures, today);
    const chapters = reportChapters({ records: standingRecords(heads), measures, names, today }, given.kinds);
    await deps.noteTold(toldIn(given, heads, chapters, at));
    const access = {
      what: 'authorised-report',
      department: given.reader,
      purpose: given.purpose,
      reference: id,
    } as const;
    await deps.accesses.note(given.subject.key, id, { at, ...access });
    return answer(200, { authorisation: toReaderAuthorisation(given), readAt: at, chapters });
  });
