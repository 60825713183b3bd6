import type { CalendarDate } from '../kernel/beijing-time.ts';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { Addition, Modification, Removal } from './change.ts';
import { type DecideDeps, type Decision, decide } from './decide.ts';
import type { EntryState } from './entry-state.ts';
import type { EntryStateStore } from './entry-state-store.ts';
import { lookAtEntering } from './look-at-entering.ts';
import { publisherMessages } from './messages.ts';
import type { Handled, PendingStore } from './pending-store.ts';
import type { Plan } from './plan.ts';
import type { RecordRef } from './publication-source.ts';
import { type StandingsDeps, standingsOf } from './standings.ts';
import type { WithdrawnStore } from './withdrawn-store.ts';

export interface CutDeps extends DecideDeps, StandingsDeps {
  readonly pending: PendingStore;
  readonly states: EntryStateStore;
  readonly withdrawn: WithdrawnStore;
  /** Changes of each sort that one version takes. @default MOST_CHANGES */
  readonly mostChanges?: number;
}

/** What a version would change, as of one moment. */
export interface Cut {
  readonly removals: readonly Removal[];
  readonly modifications: readonly Modification[];
  readonly additions: readonly Addition[];
  /**
   * All additions that wait, as far as the volume check needs to know, also those beyond what one version takes. New records that nobody
   * looked at, since the version was full or the volume check had decided, count as additions.
   */
  readonly additionsWaiting: number;
  /** The pending changes that records were looked at for, by record id. */
  readonly lookedAt: LookedAt;
  /** Whether something is left for a further version. */
  readonly more: boolean;
  /** Whether new records for several further versions wait: a register is loaded. */
  readonly isLoad: boolean;
}

/** This bounds memory and time of a version: some 40 MB, and half a minute of S3. */
export const MOST_CHANGES = 5_000;

/** Versions that wait behind one, from which on it is part of a load. */
const MANY_BEHIND = 4;

const RECORDS_A_READ = 100;
const READS_AT_A_TIME = 4;

const refOf = ({ recordId, recordPk, recordSk }: RecordRef): RecordRef => ({ recordId, recordPk, recordSk });

/** Pending changes by record id. */
export type LookedAt = ReadonlyMap<string, Handled>;

export interface CutRequest {
  readonly today: CalendarDate;
  readonly unfinished: Plan | undefined;
  /** Whether so many additions may go out. */
  readonly allows: (additions: number) => boolean;
}

/**
 * Looks at what waits: first all that changed of records that were there, and all that enters or leaves by its date; then new records,
 * which can only enter, until the version is full and the volume check is decided. So a load of a million new records costs each version
 * what that version takes, and keeps nothing from leaving. What changes nothing public is done with at once.
 */
export const cut = async (deps: CutDeps, { today, unfinished, allows }: CutRequest): Promise<Cut> => {
  const most = deps.mostChanges ?? MOST_CHANGES;
  const ahead = new Map(unfinished?.states.map((state) => [state.recordId, state]));
  const { first, lookedAt } = await waiting(deps, today, ahead.values());
  const removals: Removal[] = [];
  const modifications: Modification[] = [];
  const additions: Addition[] = [];
  let additionsWaiting = 0;
  let more = false;
  const take = <Item>(taken: Item[], item: Item): void => {
    if (taken.length < most) taken.push(item);
    else more = true;
  };
  const look = async (some: readonly RecordRef[]): Promise<void> => {
    const stored = await deps.states.get(some.map(({ recordId }) => recordId));
    const standing = await standingsOf(deps, some, today);
    const decided = some.map((ref) => {
      const { recordId } = ref;
      const known = ahead.get(recordId) ?? stored.get(recordId);
      return { recordId, ...decide(deps, { ref, known, standing: standing(recordId) }, today) };
    });
    // The plan of an unfinished version will store its own state of a record: only then is a newer one stored, by the
    // next version.
    const late = decided.filter(({ recordId, state }) => state && ahead.has(recordId));
    if (late.length > 0) more = true;
    await settle(deps, without(decided, late), lookedAt);
    for (const { change } of decided) {
      if (change?.op === 'DEL') take(removals, change);
      if (change?.op === 'MOD') take(modifications, change);
      if (change?.op !== 'ADD') continue;
      additionsWaiting += 1;
      take(additions, change);
    }
  };
  const lookAt = (refs: readonly RecordRef[]) => concurrently(READS_AT_A_TIME, chunks(refs, RECORDS_A_READ), look);

  await lookAt([...first.values()]);
  const unseen = await lookAtEntering(deps.pending, {
    allows: (some) => allows(additionsWaiting + some),
    isFull: () => additions.length >= most,
    look: async (page) => {
      // One record may be noted twice, in the way of an older release too: the other note is taken off by a later run.
      const others = page.filter(({ recordId }) => !first.has(recordId) && !lookedAt.has(recordId));
      for (const { recordId, version, order } of others) lookedAt.set(recordId, { recordId, version, order });
      await lookAt(others.map(refOf));
    },
    atOnce: RECORDS_A_READ * Math.min(READS_AT_A_TIME, Math.ceil(most / RECORDS_A_READ)),
    many: MANY_BEHIND * most,
  });
  if (unseen > 0) more = true;
  const isLoad = unseen >= MANY_BEHIND * most;
  return { removals, modifications, additions, additionsWaiting: additionsWaiting + unseen, lookedAt, more, isLoad };
};

const without = <Item>(items: readonly Item[], left: readonly Item[]): readonly Item[] =>
  items.filter((item) => !left.includes(item));

const waiting = async (deps: CutDeps, today: CalendarDate, ahead: Iterable<EntryState>) => {
  const first = new Map<string, RecordRef>();
  const lookedAt = new Map<string, Handled>();
  for await (const page of deps.pending.changes()) {
    for (const change of page) {
      const { recordId, version } = change;
      lookedAt.set(recordId, { recordId, version });
      first.set(recordId, refOf(change));
    }
  }
  for (const ref of await deps.states.due(today)) first.set(ref.recordId, ref);
  for (const state of ahead) if (state.due && state.due.on <= today) first.set(state.recordId, refOf(state));
  return { first, lookedAt };
};

/**
 * Stores what was learnt, then takes off the pending changes that need no version. In this order, so that nothing is
 * forgotten.
 */
const settle = async (
  { states, withdrawn, pending, log }: CutDeps,
  decided: readonly (Decision & { readonly recordId: string })[],
  lookedAt: LookedAt,
): Promise<void> => {
  for (const { recordId: record, refused: reason } of decided) {
    if (reason) log.error(publisherMessages.entryRefused, { record, reason });
  }
  await withdrawn.put(decided.flatMap(({ recordId, notice }) => (notice ? [{ recordId, notice }] : [])));
  await states.put(decided.flatMap(({ state }) => (state ? [state] : [])));
  const done = decided.filter(({ change, undecided }) => !change && !undecided);
  await pending.settle(done.flatMap(({ recordId }) => handledOf(recordId, lookedAt)));
};

/** The pending change of a record, if there is one. */
export const handledOf = (recordId: string, lookedAt: LookedAt): Plan['handled'] => {
  const handled = lookedAt.get(recordId);
  return handled === undefined ? [] : [handled];
};
