import { answer, file } from '../../../../shared/http/respond.ts';
import { beijingDate } from '../../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../../shared/kernel/concurrently.ts';
import { ACCESS_POSITION } from '../../../../shared/subject-door/access-store.ts';
import { toAccess } from '../../../../shared/subject-door/access-views.ts';
import { type CalendarEntry, calendarOf } from '../../../../shared/subject-door/calendar.ts';
import { calendarFile, toCalendarEntry } from '../../../../shared/subject-door/calendar-view.ts';
import { isToldOf, toOwnCase } from '../../../../shared/subject-door/case-views.ts';
import { listNames, type NameSources } from '../../../../shared/subject-door/list-names.ts';
import type { MandatesOf } from '../../../../shared/subject-door/mandates-of-store.ts';
import { type MeasureSources, measuresInForce } from '../../../../shared/subject-door/measures-in-force.ts';
import {
  CALENDAR_FILE,
  getOverview,
  getOwnCalendar,
  listAccesses,
  listOwnCases,
  listOwnRecords,
  listTold,
} from '../../../../shared/subject-door/operations.ts';
import { toOverview } from '../../../../shared/subject-door/overview.ts';
import { DOOR_POSITION, pageOf } from '../../../../shared/subject-door/page.ts';
import { toOwnRecord } from '../../../../shared/subject-door/record-views.ts';
import { toldOf, toTold } from '../../../../shared/subject-door/told.ts';
import type { ToldStore } from '../../../../shared/withdrawal-ledger/told-store.ts';
import { type DoorDependencies, door } from './door.ts';
import { linkTo, paged } from './paged.ts';

export interface ReadSubjectDependencies extends DoorDependencies {
  readonly names: NameSources;
  readonly heads: MeasureSources;
  readonly mandatesOf: MandatesOf;
  readonly told: Pick<ToldStore, 'of'>;
}

const RECORDS = 50;
const CASES = 20;
const ACCESSES = 100;
/** Heads of one page of what was told: each is one small read of the ledger. */
const TOLD_HEADS = 50;
const LEDGER_READS_AT_ONCE = 8;
/** An answer holds 6 MB: of a long life the days that are nearest to come are shown, then those that went last. */
const MOST_ENTRIES = 2_000;

/** GET /subjects/{id}. */
export const getOverviews = (deps: ReadSubjectDependencies) =>
  door(getOverview, deps, async ({ mandate, subject, today }) => {
    const [heads, mandates] = await Promise.all([deps.subjects(subject.key), deps.mandatesOf(subject.key, today)]);
    const calendar = calendarOf(heads, today);
    const { length } = await measuresInForce(deps.heads, heads, today);
    return answer(200, toOverview({ acting: mandate, mandates, heads, calendar, measuresInForce: length }, today));
  });

/** GET /subjects/{id}/records. */
export const listRecords = (deps: ReadSubjectDependencies) =>
  door(listOwnRecords, deps, async ({ subject, today, request }) =>
    paged(request, DOOR_POSITION, async (after) => {
      const { records } = await deps.subjects(subject.key);
      const position = (record: (typeof records)[number]) => `${beijingDate(record.receivedAt)}#${record.id}`;
      const { items, next } = pageOf(records, position, { after, limit: RECORDS });
      const value = { records: items.map((record) => toOwnRecord(record, today)) };
      return answer(200, value, linkTo(request, 'records', next));
    }),
  );

/** GET /subjects/{id}/cases: from the prior notice on. */
export const listCases = (deps: ReadSubjectDependencies) =>
  door(listOwnCases, deps, async ({ subject, today, request }) =>
    paged(request, DOOR_POSITION, async (after) => {
      const { cases, tasks } = await deps.subjects(subject.key);
      const position = (joint: (typeof cases)[number]) => `${beijingDate(joint.proposedAt)}#${joint.id}`;
      const { items, next } = pageOf(cases.filter(isToldOf), position, { after, limit: CASES });
      const names = await listNames(deps.names, { cases: items, tasks }, today);
      const value = { cases: items.map((joint) => toOwnCase(joint, tasks, { names, today })) };
      return answer(200, value, linkTo(request, 'cases', next));
    }),
  );

const nearest = (entries: readonly CalendarEntry[], today: string): readonly CalendarEntry[] => {
  const toCome = entries.filter(({ on }) => on >= today).slice(0, MOST_ENTRIES);
  const left = MOST_ENTRIES - toCome.length;
  return left === 0 ? toCome : [...entries.filter(({ on }) => on < today).slice(-left), ...toCome];
};

/** GET /subjects/{id}/calendar: as JSON, or as a file for a calendar program. */
export const getCalendars = (deps: ReadSubjectDependencies) =>
  door(getOwnCalendar, deps, async ({ subject, by, today, request: { query, language } }) => {
    const entries = nearest(calendarOf(await deps.subjects(subject.key), today), today);
    if (query.format === 'json') return answer(200, { entries: entries.map(toCalendarEntry) });
    return file({ bytes: calendarFile(entries, language, by.at), type: CALENDAR_FILE, name: 'credit-calendar.ics' });
  });

/** GET /subjects/{id}/accesses. */
export const listAllAccesses = (deps: ReadSubjectDependencies) =>
  door(listAccesses, deps, async ({ subject, today, request }) =>
    paged(request, ACCESS_POSITION, async (after) => {
      const { accesses, next } = await deps.accesses.of(subject.key, after, ACCESSES);
      const value = { accesses: accesses.map((access) => toAccess(access, today)) };
      return answer(200, value, linkTo(request, 'accesses', next));
    }),
  );

/** GET /subjects/{id}/told: by what the heads themselves say, and by the ledger. */
export const listAllTold = (deps: ReadSubjectDependencies) =>
  door(listTold, deps, async ({ subject, today, request }) =>
    paged(request, DOOR_POSITION, async (after) => {
      const { records, tasks } = await deps.subjects(subject.key);
      const heads = [
        ...records.map((record) => ({ id: record.id, position: `${beijingDate(record.receivedAt)}#${record.id}` })),
        ...tasks.map((task) => ({ id: task.id, position: `${task.pushedOn}#${task.id}` })),
      ];
      const { items, next } = pageOf(heads, ({ position }) => position, { after, limit: TOLD_HEADS });
      const ids = new Set(items.map(({ id }) => id));
      const ledger = await concurrently(LEDGER_READS_AT_ONCE, ids, (id) => deps.told.of(id));
      const isOnPage = ({ id }: { readonly id: string }) => ids.has(id);
      const told = toldOf({
        records: records.filter(isOnPage),
        tasks: tasks.filter(isOnPage),
        ledger: ledger.flat(),
      });
      return answer(200, toTold(told, today), linkTo(request, 'told', next));
    }),
  );
