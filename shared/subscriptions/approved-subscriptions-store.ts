import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beijingDate, type CalendarDate, type Instant, toEpochMs } from '../kernel/beijing-time.ts';
import type { Subscription } from '../notifications/subscriptions.ts';
import { subscriptionStore } from './subscription-store.ts';
import { everApproved } from './subscription-terms.ts';

/** Every subscription that was approved, whether its days are to come, run or are over, as it is known on a Beijing day. */
export type ApprovedSubscriptions = (today: CalendarDate) => Promise<readonly Subscription[]>;

/**
 * Read again after so long, and with each new day. What is approved or ended begins or ends with a later day (shared/subscriptions/decide.ts), so
 * that what was read at any time of a day is right for all of it: a delay means nothing. The minutes only bound what a clock that stands would do.
 */
const KEPT_MS = 300_000;

interface Kept {
  readonly day: CalendarDate;
  readonly at: Instant;
  readonly subscriptions: Promise<readonly Subscription[]>;
}

/** Reads them once a day and every few minutes, in one query, and keeps them for the life of the function's environment; a failed read is not kept. */
export const approvedSubscriptions = (
  deps: { readonly client: DynamoDBDocumentClient; readonly table: string },
  now: () => Instant,
): ApprovedSubscriptions => {
  const store = subscriptionStore(deps);
  let kept: Kept | undefined;

  const read = async (): Promise<readonly Subscription[]> => {
    const all = await store.all();
    return everApproved(all.map(({ image }) => image));
  };

  const isFresh = ({ day, at }: Kept, today: CalendarDate): boolean => {
    const age = toEpochMs(now()) - toEpochMs(at);
    return day === today && day === beijingDate(at) && age >= 0 && age < KEPT_MS;
  };

  return (today) => {
    if (kept !== undefined && isFresh(kept, today)) return kept.subscriptions;
    const subscriptions = read().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    kept = { day: today, at: now(), subscriptions };
    return subscriptions;
  };
};
