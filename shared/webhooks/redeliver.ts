import { type Instant, toEpochMs } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { type Delivery, sentAgain } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';

/** What is sent again: what was not delivered (redrive), or everything, for a receiver that lost what it had (replay). */
export const REDELIVERIES = ['undelivered', 'all'] as const;
export type Redelivery = (typeof REDELIVERIES)[number];

/** A range of one endpoint's events, by their time. */
export interface RedeliveryRange {
  readonly endpoint: string;
  readonly which: Redelivery;
  readonly from: Instant;
  /** Exclusive. */
  readonly before: Instant;
  /** Position after which to go on. */
  readonly after?: string | undefined;
  /** Deliveries looked at in one go. */
  readonly most: number;
}

export interface Redelivered {
  readonly sentAgain: number;
  /** Position after which the rest of the range lies; undefined if all of it was done. */
  readonly next: string | undefined;
}

const PAGE = 100;
const AT_ONCE = 8;

/** A moment before which nothing of the range lies: a position of the moment itself is longer than its text, and sorts after it. */
const startOf = ({ after, from }: RedeliveryRange): string => after ?? from;

const isMeant = ({ state }: Delivery, which: Redelivery): boolean => which === 'all' || state !== 'delivered';

/** Makes deliveries of a range due again, oldest first, from the first rung of the ladder on. The schedule sends them in order. */
export const redeliver = async (
  deliveries: Pick<DeliveryStore, 'log' | 'save'>,
  range: RedeliveryRange,
  now: Instant,
): Promise<Redelivered> => {
  let after: string | undefined = startOf(range);
  let again = 0;
  for (let looked = 0; after !== undefined && looked < range.most; looked += PAGE) {
    const page = await deliveries.log(range.endpoint, { order: 'oldest-first', after, limit: PAGE });
    const inRange = page.deliveries.filter(({ notification }) => toEpochMs(notification.at) < toEpochMs(range.before));
    const saved = await concurrently(
      AT_ONCE,
      inRange.filter((one) => isMeant(one, range.which)),
      (one) => deliveries.save(sentAgain(one, now)),
    );
    again += saved.filter(Boolean).length;
    after = inRange.length < page.deliveries.length ? undefined : page.next;
  }
  return { sentAgain: again, next: after };
};
