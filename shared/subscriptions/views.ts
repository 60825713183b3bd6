import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { SEEDED_SUBSCRIPTIONS } from '../notifications/subscriptions.ts';
import type { DepartmentSubscription } from './subscription.ts';
import { standingOn } from './subscription-terms.ts';

const terms = {
  recipient: z.string(),
  kinds: z.array(z.string()).readonly(),
  departments: z.array(z.string()).readonly().optional(),
  grades: z.array(z.string()).readonly().optional(),
  task: labelView,
  validFrom: dateView,
};

/** A subscription as departments and auditors read it. */
export const SubscriptionView = z
  .object({
    id: z.string(),
    version: z.int(),
    standing: z.enum(['proposed', 'to-come', 'running', 'expired', 'refused', 'ended']),
    ...terms,
    basis: z.string(),
    validTo: dateView.describe('自该日零时起终止 the first day on which it runs no more'),
    change: z.object({ action: z.string(), at: instantView, officer: z.string(), reason: z.string().optional() }),
  })
  .meta({ id: 'Subscription' });

export const SubscriptionsView = z
  .object({
    subscriptions: z.array(SubscriptionView),
    seeded: z
      .array(z.object({ ...terms, validTo: dateView.optional() }))
      .describe('系统初始即有的订阅 those with which the system began'),
  })
  .meta({ id: 'Subscriptions' });

export const toSubscriptionView = (
  subscription: DepartmentSubscription,
  today: CalendarDate,
): z.input<typeof SubscriptionView> => ({ ...subscription, standing: standingOn(subscription, today) });

/** Those that a reader may see, the newest first, and with them the seeded ones. */
export const toSubscriptionsView = (
  found: readonly DepartmentSubscription[],
  { today, mayRead }: { readonly today: CalendarDate; readonly mayRead: (recipient: string) => boolean },
): z.input<typeof SubscriptionsView> => ({
  subscriptions: found
    .filter(({ recipient }) => mayRead(recipient))
    .toSorted((a, b) => (a.change.at > b.change.at ? -1 : 1))
    .map((one) => toSubscriptionView(one, today)),
  seeded: SEEDED_SUBSCRIPTIONS.filter(({ recipient }) => mayRead(recipient)),
});
