import { concurrently } from '../kernel/concurrently.ts';
import type { Rederiver } from './rederiver.ts';
import type { RegisterItem, RegisterPages } from './register-pages-store.ts';
import { NOTHING, sum, type Tally } from './tally.ts';

/**
 * Derives anew all that must follow from the register, and writes what is missing: what was lost between the register and the relay.
 * On a healthy system that is nothing; what is still on its way counts as missing, and comes to nothing when it arrives twice.
 */
export const rederive = async (
  register: RegisterPages,
  rederivers: readonly Rederiver[],
  { dryRun, segments }: { readonly dryRun: boolean; readonly segments: number },
): Promise<Tally> => {
  // What follows from one entity may be derived by several.
  const entities = [...new Set(rederivers.map(({ entity }) => entity))];

  const rederivePage = async (items: readonly RegisterItem[]): Promise<Tally> => {
    let tally = NOTHING;
    for (const { entity, rederive: rederiveItems } of rederivers) {
      const own = items.filter((item) => item.entity === entity);
      if (own.length > 0) tally = sum(tally, await rederiveItems(own, dryRun));
    }
    return tally;
  };

  const all = Array.from({ length: segments }, (_, number) => number);
  const tallies = await concurrently(segments, all, async (number) => {
    let tally = NOTHING;
    for await (const page of register.segment({ number, of: segments }, entities)) {
      tally = sum(tally, await rederivePage(page));
    }
    return tally;
  });
  return tallies.reduce(sum, NOTHING);
};
