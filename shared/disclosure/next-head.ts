import type { Instant } from '../kernel/beijing-time.ts';
import type { Change } from './change.ts';
import type { Codec } from './codec.ts';
import { digestAfter, tally } from './delta.ts';
import type { Head } from './head-store.ts';
import { emptyState } from './lt-hash.ts';

/** What a head says of the entries that stand, apart from the files in which they lie. */
export type Standings = Pick<Head, 'version' | 'stateDigest' | 'entries' | 'counts' | 'cutAt' | 'publishedAt'>;

/** The later of two instants, where the second is known. */
export const later = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && b > a ? b : a);

const countsAfter = (head: Head | undefined, changes: readonly Change[]): Record<string, number> => {
  const counts = { ...head?.counts };
  for (const { op, state } of changes) {
    const by = { ADD: 1, MOD: 0, DEL: -1 }[op];
    counts[state.kind] = (counts[state.kind] ?? 0) + by;
  }
  return counts;
};

/** What stands after changes. Times never go back, even if the machine's clock does. */
export const standingsAfter = (
  head: Head | undefined,
  changes: readonly Change[],
  { cutAt, now, codec }: { readonly cutAt: Instant; readonly now: Instant; readonly codec: Pick<Codec, 'stretch'> },
): Standings => {
  const { ADD, DEL } = tally(changes);
  const cut = later(cutAt, head?.cutAt);
  return {
    version: (head?.version ?? 0) + 1,
    stateDigest: digestAfter(head?.stateDigest ?? emptyState(), changes, codec),
    entries: (head?.entries ?? 0) + ADD - DEL,
    counts: countsAfter(head, changes),
    cutAt: cut,
    publishedAt: later(later(later(now, cut), head?.publishedAt), head?.projectedAt),
  };
};
