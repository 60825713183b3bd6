import { type AcceptanceStore, acceptanceFromItem } from '../acceptances/acceptance-store.ts';
import { deriveAcceptance } from '../acceptances/derive-acceptance.ts';
import { clockKey } from '../clocks/clock-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveAcceptancesDeps extends RederiveFollowsDeps {
  readonly acceptances: Pick<AcceptanceStore, 'history'>;
}

/** Acceptances with documents outstanding: the clock. */
export const acceptanceRederiver = (deps: RederiveAcceptancesDeps): Rederiver =>
  followsRederiver(deps, {
    entity: 'acceptance',
    read: acceptanceFromItem,
    heads: deps.acceptances,
    derive: deriveAcceptance,
    noted: ({ id }) => ({ clocks: clockKey(id) }),
    lostWork: async () => [],
  });
