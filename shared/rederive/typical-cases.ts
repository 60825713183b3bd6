import { exchangeEntryKey } from '../exchange/entry-store.ts';
import { carryOut, type Derived, type DerivedStores } from '../records/derive.ts';
import { fromItem } from '../register/head-store.ts';
import { deriveTypicalCase } from '../typical-cases/derive.ts';
import { typicalCaseStanding } from '../typical-cases/public-projection.ts';
import { TYPICAL_CASE_HEAD } from '../typical-cases/typical-case-store.ts';
import type { AwaitedPublications } from './awaited-publications.ts';
import type { DerivedItems } from './derived-items-store.ts';
import { type Rederiver, readHeads } from './rederiver.ts';

export interface RederiveTypicalCasesDeps extends DerivedStores {
  readonly awaited: AwaitedPublications;
  readonly derivedItems: DerivedItems;
}

/** Typical cases: nobody is told of them and they are not counted, so that their publication and the exchange are all that can be missing. */
export const typicalCaseRederiver = (deps: RederiveTypicalCasesDeps): Rederiver => ({
  entity: TYPICAL_CASE_HEAD.entity,
  rederive: async (items, dryRun) => {
    const { heads, unreadable } = readHeads(items, (item) => fromItem(TYPICAL_CASE_HEAD, item));
    const states = await deps.awaited.statesOf(heads.map(({ image }) => image.id));
    const heard = await deps.derivedItems(heads.map(({ image }) => exchangeEntryKey(image.publicId)));
    const missing = heads.map(({ image, seal, key }): Derived => {
      const { pending, publication, exchange } = deriveTypicalCase(image, key);
      const standing = typicalCaseStanding(image, seal.publicSalt, deps.awaited.today);
      const isAwaited = pending && deps.awaited.isAwaited({ pending, standing }, states.get(image.id));
      const isUnheard = exchange && exchange.version > (heard(exchangeEntryKey(image.publicId))?.version ?? 0);
      return {
        notifications: [],
        ...(isAwaited && { pending, ...(publication && { publication }) }),
        ...(isUnheard && { exchange }),
      };
    });
    if (!dryRun) for (const derived of missing) await carryOut(deps, derived);
    return {
      looked: { 'typical-case': heads.length },
      missing: {
        pending: missing.filter(({ pending }) => pending).length,
        exchange: missing.filter(({ exchange }) => exchange).length,
      },
      unreadable,
    };
  },
});
