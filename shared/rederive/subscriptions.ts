import { fromItem } from '../register/head-store.ts';
import { deriveSubscription } from '../subscriptions/derive.ts';
import { SUBSCRIPTION_HEAD, type SubscriptionStore } from '../subscriptions/subscription-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveSubscriptionsDeps extends RederiveFollowsDeps {
  readonly subscriptions: Pick<SubscriptionStore, 'history'>;
  readonly idOf: (text: string) => string;
}

/** Subscriptions: that who decides heard of a proposal, and the department of the decision. Whom a record is told to stands in the record. */
export const subscriptionRederiver = (deps: RederiveSubscriptionsDeps): Rederiver =>
  followsRederiver(deps, {
    entity: SUBSCRIPTION_HEAD.entity,
    read: (item) => fromItem(SUBSCRIPTION_HEAD, item),
    heads: deps.subscriptions,
    derive: (subscription) => deriveSubscription(subscription, deps.idOf),
    noted: () => ({}),
    lostWork: async () => [],
  });
