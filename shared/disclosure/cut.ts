import type { CalendarDate } from '../kernel/beijing-time.ts';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { Addition, Modification, Removal } from './change.ts';
import { type DecideDeps, type Decision, decide } from './decide.ts';
import type { EntryState } from './entry-state.ts';
import type { EntryStateStore } from './entry-state-store.ts';
import { publisherMessages } from './messages.ts';
import type { PendingStore } from './pending-store.ts';
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
   * All additions that wait, also those beyond what one version takes. New records that nobody looked at, since the version was full or
   * the volume check had decided, count as additions.
   */
  readonly additionsWaiting: number;
  /** The pending version that each record was looked at for, by record id. */
  readonly pendingVersions: ReadonlyMap<string, number>;
  /** Whether something is left for a further version. */
  readonly more: boolean;
}

/** This bounds memory and time of a version: some 40 MB, and half a minute of S3. */
export const MOST_CHANGES = 5_000;

/** New records that are kept in memory to be looked at, in versions: more of them wait in the table. */
const FRESH_KEPT = 4;

const RECORDS_A_READ = 100;
const READS_AT_A_TIME = 4;

const refOf = ({ recordId, recordPk, recordSk }: RecordRef): RecordRef => ({ recordId, recordPk, recordSk });

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
  const { first, fresh, inTable, pendingVersions } = await waiting(deps, today, ahead.values());
  const removals: Removal[] = [];
  const modifications: Modification[] = [];
  const additions: Addition[] = [];
  let additionsWaiting = 0;
  let unseen = fresh.size + inTable;
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
    await settle(deps, without(decided, late), pendingVersions);
    for (const { change } of decided) {
      if (change?.op === 'DEL') take(removals, change);
      if (change?.op === 'MOD') take(modifications, change);
      if (change?.op !== 'ADD') continue;
      additionsWaiting += 1;
      take(additions, change);
    }
  };
  const isDecided = (): boolean =>
    !allows(additionsWaiting) || (additions.length >= most && allows(additionsWaiting + unseen));
  const lookAtFresh = (refs: readonly RecordRef[]) =>
    concurrently(READS_AT_A_TIME, chunks(refs, RECORDS_A_READ), async (some) => {
      if (isDecided()) return;
      unseen -= some.length;
      await look(some);
    });

  await concurrently(READS_AT_A_TIME, chunks([...first.values()], RECORDS_A_READ), look);
  await lookAtFresh([...fresh.values()]);
  if (inTable > 0 && !isDecided()) {
    for await (const page of deps.pending.pages()) {
      const others = page.filter(({ recordId, version }) => isFresh(version) && !fresh.has(recordId));
      for (const { recordId, version } of others) pendingVersions.set(recordId, version);
      await lookAtFresh(others.filter(({ recordId }) => !first.has(recordId)).map(refOf));
      if (isDecided()) break;
    }
  }
  if (unseen > 0) more = true;
  additionsWaiting += Math.max(0, unseen);
  return { removals, modifications, additions, additionsWaiting, pendingVersions, more };
};

/** The first version of a record: nothing of it was public before it, so that it can only enter. */
const isFresh = (version: number): boolean => version === 1;

const without = <Item>(items: readonly Item[], left: readonly Item[]): readonly Item[] =>
  items.filter((item) => !left.includes(item));

const waiting = async (deps: CutDeps, today: CalendarDate, ahead: Iterable<EntryState>) => {
  const { pending, states } = deps;
  const most = FRESH_KEPT * (deps.mostChanges ?? MOST_CHANGES);
  const first = new Map<string, RecordRef>();
  const fresh = new Map<string, RecordRef>();
  let inTable = 0;
  const pendingVersions = new Map<string, number>();
  for await (const page of pending.pages()) {
    for (const change of page) {
      const { recordId, version } = change;
      if (isFresh(version) && fresh.size >= most) {
        inTable += 1;
        continue;
      }
      pendingVersions.set(recordId, version);
      (isFresh(version) ? fresh : first).set(recordId, refOf(change));
    }
  }
  for (const ref of await states.due(today)) first.set(ref.recordId, ref);
  for (const state of ahead) if (state.due && state.due.on <= today) first.set(state.recordId, refOf(state));
  for (const recordId of first.keys()) fresh.delete(recordId);
  return { first, fresh, inTable, pendingVersions };
};

/**
 * Stores what was learnt, then takes off the pending changes that need no version. In this order, so that nothing is
 * forgotten.
 */
const settle = async (
  { states, withdrawn, pending, log }: CutDeps,
  decided: readonly (Decision & { readonly recordId: string })[],
  pendingVersions: ReadonlyMap<string, number>,
): Promise<void> => {
  for (const { recordId: record, refused: reason } of decided) {
    if (reason) log.error(publisherMessages.entryRefused, { record, reason });
  }
  await withdrawn.put(decided.flatMap(({ recordId, notice }) => (notice ? [{ recordId, notice }] : [])));
  await states.put(decided.flatMap(({ state }) => (state ? [state] : [])));
  const done = decided.filter(({ change, undecided }) => !change && !undecided);
  await pending.settle(done.flatMap(({ recordId }) => handledOf(recordId, pendingVersions)));
};

/** The pending change of a record, if there is one. */
export const handledOf = (recordId: string, pendingVersions: ReadonlyMap<string, number>): Plan['handled'] => {
  const version = pendingVersions.get(recordId);
  return version === undefined ? [] : [{ recordId, version }];
};
