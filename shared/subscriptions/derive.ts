import type { Follows } from '../cases/follows.ts';
import { notification } from '../notifications/notification.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import type { HeadKey } from '../register/head.ts';
import { clockedSubscription } from './renewal.ts';
import type { DepartmentSubscription, SubscriptionAction } from './subscription.ts';

const CREDIT_OFFICE = 'credit-office';

/** Who hears of what: of a proposal who decides on it, of all else whose it is. */
const TOLD: Partial<Record<SubscriptionAction, { readonly type: NotificationType; readonly office: boolean }>> = {
  propose: { type: 'subscription.proposed', office: true },
  approve: { type: 'subscription.approved', office: false },
  refuse: { type: 'subscription.refused', office: false },
  end: { type: 'subscription.ended', office: false },
};

/** What follows from a version of a subscription. */
export const deriveSubscription = (
  subscription: DepartmentSubscription,
  key: HeadKey,
  idOf: (text: string) => string,
): Follows => {
  const { id, version, recipient, change } = subscription;
  const clocked = clockedSubscription(subscription);
  const clock = clocked.duties.length > 0 && { clock: { clocked, key } };
  const told = TOLD[change.action];
  if (told === undefined) return { notifications: [], work: [], ...clock };
  const about = { id, version, kind: 'subscription', department: recipient };
  const to = { type: told.type, recipient: told.office ? CREDIT_OFFICE : recipient, at: change.at };
  return { notifications: [notification(about, to, idOf)], work: [], ...clock };
};
