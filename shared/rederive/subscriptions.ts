import { clockKey } from '../clocks/clock-store.ts';
import { fromItem } from '../register/head-store.ts';
import { deriveSubscription } from '../subscriptions/derive.ts';
import { clockedSubscription } from '../subscriptions/renewal.ts';
import { SUBSCRIPTION_HEAD, type SubscriptionStore } from '../subscriptions/subscription-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveSubscriptionsDeps extends RederiveFollowsDeps {
  readonly subscriptions: Pick<SubscriptionStore, 'history'>;
  readonly idOf: (text: string) => string;
}

/** Subscriptions: the clock of an approved one, that who decides heard of a proposal, and the department of the decision. Whom a record is told to stands in the record. */
export const subscriptionRederiver = (deps: RederiveSubscriptionsDeps): Rederiver =>
  followsRederiver(deps, {
    entity: SUBSCRIPTION_HEAD.entity,
    read: (item) => fromItem(SUBSCRIPTION_HEAD, item),
    heads: deps.subscriptions,
    derive: (subscription, key) => deriveSubscription(subscription, key, deps.idOf),
    noted: (subscription) =>
      clockedSubscription(subscription).duties.length > 0 ? { clocks: clockKey(subscription.id) } : {},
    lostWork: async () => [],
  });
