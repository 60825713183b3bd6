import { headItemsOf } from '../support/head-items.ts';
import { itemBytes } from '../units/capacity.ts';
import { type ReferencePosting, referenceSet } from './reference-set.ts';

/** Enough for shares of a few per cent. */
const SIZE = 1_000;

/** A posting and the bytes that its head takes in the register. */
export interface Weighed {
  readonly posting: ReferencePosting;
  readonly bytes: number;
}

/** The reference set by the size of its heads, smallest first. */
export const weighedReferenceSet = async (): Promise<readonly Weighed[]> => {
  const postings = referenceSet(SIZE);
  const items = await headItemsOf(postings);
  return postings
    .flatMap((posting, at) => {
      const item = items[at];
      return item ? [{ posting, bytes: itemBytes(item) }] : [];
    })
    .toSorted((a, b) => a.bytes - b.bytes);
};

/** The weight that a share of the set does not exceed. */
export const quantile = (set: readonly Weighed[], share: number): number =>
  set[Math.min(set.length - 1, Math.floor(set.length * share))]?.bytes ?? Number.NaN;

/** The posting nearest to the median of the set among those that are wanted. */
export const usual = (set: readonly Weighed[], wanted: (posting: ReferencePosting) => boolean): ReferencePosting => {
  const median = quantile(set, 0.5);
  const [nearest] = set
    .filter(({ posting }) => wanted(posting))
    .toSorted((a, b) => Math.abs(a.bytes - median) - Math.abs(b.bytes - median));
  if (nearest === undefined) throw new Error('the reference set has no such posting');
  return nearest.posting;
};
