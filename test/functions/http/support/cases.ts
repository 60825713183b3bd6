import { caseRoutes } from '../../../../functions/http/handlers/cases/case-routes.ts';
import type { ChangeDependencies } from '../../../../functions/http/handlers/change-head.ts';
import { caseLists } from '../../../../shared/cases/case-lists-store.ts';
import { caseStore } from '../../../../shared/cases/case-store.ts';
import { planProgressStore } from '../../../../shared/cases/plan-progress-store.ts';
import { digestId } from '../../../../shared/crypto/digest-id.ts';
import type { Instrument } from '../../../../shared/instruments/instrument.ts';
import { instrumentStore } from '../../../../shared/instruments/instrument-store.ts';
import { calendarDate, toInstant } from '../../../../shared/kernel/beijing-time.ts';
import type { Edition } from '../../../../shared/lists/edition.ts';
import { editionStore } from '../../../../shared/lists/edition-store.ts';
import { RECORD_HEAD } from '../../../../shared/records/record-store.ts';
import { partitionOf } from '../../../../shared/register/partition-store.ts';
import { subjectFinder } from '../../../../shared/subjects/subject-finder-store.ts';
import type { SubjectStore } from '../../../../shared/subjects/subject-store.ts';
import { BEHAVIOURS, INSTRUMENTS, MEASURES } from '../../../builders/joint-cases.ts';

export type CaseOperationId =
  | 'preview-case'
  | 'propose-case'
  | 'list-cases'
  | 'get-case'
  | 'get-case-history'
  | 'serve-case-notice'
  | 'record-case-statement'
  | 'decide-case'
  | 'serve-case-decision'
  | 'dispatch-case'
  | 'suspend-case'
  | 'resume-case'
  | 'except-case'
  | 'end-case';

type Table = Parameters<typeof caseStore>[0];

/** The handlers of cases on real stores, by operation. */
export const caseHandlers = (
  deps: ChangeDependencies & { readonly subjects: SubjectStore },
  tables: {
    readonly register: Table;
    readonly derived: Table;
    readonly people: Omit<Parameters<typeof subjectFinder>[0], keyof Table>;
  },
): Readonly<Record<CaseOperationId, unknown>> => {
  const { register, derived, people } = tables;
  const routes = caseRoutes({
    ...deps,
    cases: caseStore(register),
    lists: caseLists({ editions: editionStore(register), instruments: instrumentStore(register) }),
    finder: subjectFinder({ ...register, ...people }),
    recordsOn: async (key) => (await partitionOf(RECORD_HEAD, register, key)).map(({ image }) => image),
    progress: planProgressStore(derived),
  });
  return Object.fromEntries(routes.map(([{ id }, handler]) => [id, handler])) as Record<CaseOperationId, unknown>;
};

const edition = (list: Edition['list'], entries: readonly unknown[], number = 1, inForceFrom = '2026-01-01'): Edition =>
  ({
    id: digestId(`${list}${number}`),
    version: 1,
    state: 'published',
    change: { action: 'publish', department: 'credit-office', officer: 'reviewer', at: toInstant(0) },
    list,
    edition: number,
    inForceFrom: calendarDate(inForceFrom),
    note: '首版',
    entries,
    authors: ['writer'],
    publishedBy: 'reviewer',
  }) as Edition;

/** Puts an edition into the register as if it had been prepared and published. */
export const publish = async (
  register: Table,
  list: Edition['list'],
  entries: readonly unknown[],
  given: { readonly number?: number; readonly inForceFrom?: string } = {},
): Promise<void> => {
  await editionStore(register).add(edition(list, entries, given.number, given.inForceFrom), {});
};

/** Puts the small lists and the instruments of the builders into the register. */
export const seedLists = async (register: Table, instruments: readonly Instrument[] = INSTRUMENTS): Promise<void> => {
  const store = instrumentStore(register);
  for (const instrument of instruments) await store.add(instrument, {});
  await publish(register, 'behaviours', BEHAVIOURS);
  await publish(register, 'measures', MEASURES);
};
