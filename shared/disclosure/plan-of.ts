import { parseCalendarDate } from '../kernel/beijing-time.ts';
import type { Change } from './change.ts';
import type { Draft } from './draft.ts';
import type { EntryState } from './entry-state.ts';
import { joined, type Plan } from './plan.ts';

type Ended = Plan['ended'][number];
type First = Plan['firsts'][number];

const endedBy = (change: Change): readonly Ended[] => {
  if (change.op !== 'DEL' || change.endedOn === undefined) return [];
  return [{ recordId: change.state.recordId, version: change.before.version, endedOn: change.endedOn }];
};

const firstBy = (change: Change): readonly First[] => {
  const { recordId: id, department, kind, firstPublicAt } = change.state;
  if (change.op !== 'ADD' || firstPublicAt !== undefined) return [];
  const decisionDate = parseCalendarDate(change.entry.fields['decisionDate']);
  return decisionDate === undefined ? [] : [{ id, department, kind, decisionDate }];
};

/** The plan of a drafted version, with what the version before it has yet to do. */
export const planOf = (
  { version, puts, deletes }: Pick<Draft, 'version' | 'puts' | 'deletes'>,
  input: {
    readonly changes: readonly Change[];
    /** Notes of entries that stay, written anew. */
    readonly renewed: readonly EntryState[];
    readonly handled: Plan['handled'];
    readonly unfinished: Plan | undefined;
  },
): Plan =>
  joined(input.unfinished, {
    version,
    puts: Object.fromEntries(puts),
    deletes: [...deletes],
    states: [...input.changes.map(({ state }) => state), ...input.renewed],
    handled: [...input.handled],
    ended: input.changes.flatMap(endedBy),
    firsts: input.changes.flatMap(firstBy),
  });
