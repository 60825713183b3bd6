import type { CalendarDate } from '../kernel/beijing-time.ts';
import { chunks } from '../kernel/concurrently.ts';
import { type Removal, withdrawnState } from './change.ts';
import type { Codec } from './codec.ts';
import { arranged, type PublicEntry } from './entry.ts';
import type { EntryState, Published } from './entry-state.ts';
import type { EntryStateStore } from './entry-state-store.ts';
import { type StandingsDeps, standingsOf } from './standings.ts';

export interface RecoverDeps extends StandingsDeps {
  readonly states: EntryStateStore;
  readonly codec: Pick<Codec, 'commitment'>;
}

/** What a lost file held, as far as the register still has it, and what must leave since it has not. */
export interface Recovered {
  readonly entries: readonly PublicEntry[];
  readonly lost: readonly Removal[];
}

const RECORDS_A_READ = 100;

/** What is known of all records, page by page. `ahead` is known better than what is stored. */
export async function* eachState(
  { states }: Pick<RecoverDeps, 'states'>,
  ahead: readonly EntryState[],
): AsyncGenerator<readonly EntryState[]> {
  const better = new Set(ahead.map(({ recordId }) => recordId));
  for await (const page of states.pages()) yield page.filter(({ recordId }) => !better.has(recordId));
  yield ahead;
}

/** What is known of the entries that lie in the wanted files, by file. `ahead` is known better than what is stored. */
export const statesByFile = async (
  deps: Pick<RecoverDeps, 'states'>,
  ahead: readonly EntryState[],
  fileOf: (published: Published) => string | undefined,
): Promise<ReadonlyMap<string, readonly EntryState[]>> => {
  const files = new Map<string, EntryState[]>();
  const file = (state: EntryState): void => {
    const name = state.published && fileOf(state.published);
    if (name === undefined) return;
    const filed = files.get(name);
    if (filed) filed.push(state);
    else files.set(name, [state]);
  };
  for await (const page of eachState(deps, ahead)) for (const state of page) file(state);
  return files;
};

/** How many entries lie in each file. */
export const countByFile = async (
  deps: Pick<RecoverDeps, 'states'>,
  ahead: readonly EntryState[],
  fileOf: (published: Published) => string | undefined,
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for await (const page of eachState(deps, ahead)) {
    for (const { published } of page) {
      const name = published && fileOf(published);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
};

/**
 * Reads entries from the register again. Only what is, to the bit, what was published counts: the rest leaves, and
 * may enter as it is now.
 */
export const recoverEntries = async (
  deps: RecoverDeps,
  states: readonly EntryState[],
  today: CalendarDate,
): Promise<Recovered> => {
  const entries: PublicEntry[] = [];
  const lost: Removal[] = [];
  for (const some of chunks(states, RECORDS_A_READ)) {
    const standingFor = await standingsOf(deps, some, today);
    for (const state of some) {
      const { recordId, publicId, published } = state;
      if (publicId === undefined || published === undefined) continue;
      const standing = standingFor(recordId);
      const entry = typeof standing === 'object' && standing.state === 'public' ? standing.entry : undefined;
      if (entry && deps.codec.commitment(entry) === published.commitment) entries.push(arranged(entry));
      else lost.push(removalOf(state, { publicId, published, today }));
    }
  }
  return { entries, lost };
};

/** What its term ended meanwhile is told as ended: once it has left, no later version would. */
const removalOf = (
  state: EntryState,
  given: { readonly publicId: string; readonly published: Published; readonly today: CalendarDate },
): Removal => {
  const { publicId, published, today } = given;
  const { publicUntil } = state;
  const endedOn = publicUntil !== undefined && publicUntil <= today ? { endedOn: publicUntil } : {};
  return { op: 'DEL', publicId, before: published, state: withdrawnState(state, today), ...endedOn };
};
