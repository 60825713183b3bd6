import { chunks } from '../kernel/concurrently.ts';
import type { PendingChange, PendingStore } from './pending-store.ts';

/** How new records are looked at. */
interface Looking {
  /** Whether so many additions may go out, beside those that were found. */
  readonly allows: (more: number) => boolean;
  /** Whether the version takes no further addition. */
  readonly isFull: () => boolean;
  readonly look: (some: readonly PendingChange[]) => Promise<void>;
  /** So many are looked at at once. */
  readonly atOnce: number;
  /** Those behind are counted up to here in any case: whether they are many is known then. */
  readonly many: number;
}

/**
 * Looks at new records in their order until the version is full, or the volume check lets none of them out. Those behind are counted, only
 * as far as the check needs to know; if they are too many they are looked at too: not all of them need be additions. Answers how many were
 * counted and not looked at: `many` or more stand for any number where none is too many, 1 where they are too many anyway.
 */
export const lookAtEntering = async (
  pending: Pick<PendingStore, 'entering'>,
  { allows, isFull, look, atOnce, many }: Looking,
): Promise<number> => {
  const lookOn = async (after: PendingChange | undefined, isOver: () => boolean): Promise<Walked> => {
    let last = after;
    for await (const page of pending.entering(after)) {
      for (const some of chunks(page, atOnce)) {
        if (isOver()) return { last, ended: false };
        await look(some);
        last = some.at(-1) ?? last;
      }
    }
    return { last, ended: true };
  };
  const taken = await lookOn(undefined, () => isFull() || !allows(0));
  if (taken.ended) return 0;
  if (!allows(0)) return 1;
  const allowsAny = allows(Number.POSITIVE_INFINITY);
  const behind = await count(pending, taken.last, (counted) => (counted >= many && allowsAny) || !allows(counted));
  if (allows(behind)) return behind;
  const rest = await lookOn(taken.last, () => !allows(0));
  return rest.ended ? 0 : 1;
};

interface Walked {
  readonly last: PendingChange | undefined;
  readonly ended: boolean;
}

const count = async (
  pending: Pick<PendingStore, 'entering'>,
  after: PendingChange | undefined,
  isEnough: (counted: number) => boolean,
): Promise<number> => {
  let counted = 0;
  for await (const page of pending.entering(after)) {
    counted += page.length;
    if (isEnough(counted)) break;
  }
  return counted;
};
