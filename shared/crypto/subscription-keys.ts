import { canonicalJson } from '../kernel/canonical-json.ts';
import type { HeadKey } from '../register/head.ts';
import type { DepartmentSubscription } from '../subscriptions/subscription.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

/** All subscriptions lie together: a city has some hundreds, and whoever takes records in reads them all, every few minutes. */
export const SUBSCRIPTIONS_PARTITION = 'SUBSCRIPTIONS';

/** Key of a subscription: by what was proposed, so that the same is proposed once. */
export const subscriptionKey = ({ digest }: Pick<DepartmentSubscription, 'digest'>): HeadKey => ({
  pk: SUBSCRIPTIONS_PARTITION,
  sk: digest,
});

/** Where a proposal of a department lies. */
export const subscriptionPlace = (
  recipient: string,
  proposed: object,
): Pick<DepartmentSubscription, 'id' | 'digest'> => {
  const digest = digestId(canonicalJson({ recipient, proposed }));
  return { id: headId(subscriptionKey({ digest })), digest };
};
