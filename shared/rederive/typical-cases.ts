import { carryOut, type DerivedStores } from '../records/derive.ts';
import { fromItem } from '../register/head-store.ts';
import { deriveTypicalCase } from '../typical-cases/derive.ts';
import { typicalCaseStanding } from '../typical-cases/public-projection.ts';
import { TYPICAL_CASE_HEAD } from '../typical-cases/typical-case-store.ts';
import type { AwaitedPublications } from './awaited-publications.ts';
import { type Rederiver, readHeads } from './rederiver.ts';

/** Typical cases: nobody is told of them and they are not counted, so that their publication is all that can be missing. */
export const typicalCaseRederiver = (deps: DerivedStores & { readonly awaited: AwaitedPublications }): Rederiver => ({
  entity: TYPICAL_CASE_HEAD.entity,
  rederive: async (items, dryRun) => {
    const { heads, unreadable } = readHeads(items, (item) => fromItem(TYPICAL_CASE_HEAD, item));
    const states = await deps.awaited.statesOf(heads.map(({ image }) => image.id));
    const missing = heads.flatMap(({ image, seal, key }) => {
      const derived = deriveTypicalCase(image, key);
      if (derived.pending === undefined) return [];
      const standing = typicalCaseStanding(image, seal.publicSalt, deps.awaited.today);
      const isAwaited = deps.awaited.isAwaited({ pending: derived.pending, standing }, states.get(image.id));
      return isAwaited ? [derived] : [];
    });
    if (!dryRun) for (const derived of missing) await carryOut(deps, derived);
    return { looked: { 'typical-case': heads.length }, missing: { pending: missing.length }, unreadable };
  },
});
