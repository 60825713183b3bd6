import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SUBSCRIPTIONS_PARTITION, subscriptionKey } from '../crypto/subscription-keys.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { partitionOf } from '../register/partition-store.ts';
import { DepartmentSubscription } from './subscription.ts';

/** Subscriptions among the register's heads. */
export const SUBSCRIPTION_HEAD: HeadKind<DepartmentSubscription> = {
  entity: 'subscription',
  format: { number: PLAIN_FORMAT, image: DepartmentSubscription },
  keyOf: subscriptionKey,
};

export interface SubscriptionStore extends HeadStore<DepartmentSubscription> {
  /** All of them, read consistently. */
  all(): Promise<readonly Stored<DepartmentSubscription>[]>;
}

export const subscriptionStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): SubscriptionStore => ({
  ...headStore(SUBSCRIPTION_HEAD, deps),
  all: () => partitionOf(SUBSCRIPTION_HEAD, deps, SUBSCRIPTIONS_PARTITION),
});
