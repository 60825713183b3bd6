import * as z from 'zod';
import { type Instant, toEpochMs, toInstant } from '../kernel/beijing-time.ts';
import { Notification } from '../notifications/notification.ts';
import { instantImage } from '../register/head-image.ts';
import { LADDER_MS, nextAttempt, OWN_FAULT_PAUSE_MS } from './ladder.ts';
import { Outcome } from './outcome.ts';

/** 待送 waiting: has a next attempt · 已送达 delivered · 已放弃 dead: given up, until it is sent again by command. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One notification on its way to one endpoint. The inbox has it already and stays the truth. */
export const Delivery = z.object({
  endpoint: z.string(),
  notification: z.object(Notification.shape),
  state: z.enum(DELIVERY_STATES),
  /** Goes up with every change: two senders do not overwrite each other. */
  revision: z.int().min(1),
  /** Attempts that reached for the receiver; those that failed by our fault are not counted. */
  attempts: z.int().min(0),
  firstAttemptAt: instantImage.exactOptional(),
  last: z.object({ at: instantImage, outcome: Outcome, milliseconds: z.int() }).exactOptional(),
  nextAt: instantImage.exactOptional(),
});
export type Delivery = z.output<typeof Delivery>;

/** What came of an attempt, and how long it took. */
export interface Attempted {
  readonly outcome: Outcome;
  readonly at: Instant;
  readonly milliseconds: number;
  /** From 0 to 1, by chance. */
  readonly chance: number;
}

/** A delivery that nothing was done for yet; it is due at once. */
export const newDelivery = (endpoint: string, notification: Notification, at: Instant): Delivery => ({
  endpoint,
  notification,
  state: 'waiting',
  revision: 1,
  attempts: 0,
  nextAt: at,
});

const isPastLadder = (since: Instant, at: Instant): boolean => toEpochMs(at) - toEpochMs(since) >= LADDER_MS;

/**
 * A delivery after an attempt: delivered, due again, or given up after the tenth attempt, or after any that failed when all of the ladder's time
 * was over (a receiver that is down altogether is not asked once for each of ten thousand).
 */
export const afterAttempt = (delivery: Delivery, { outcome, at, milliseconds, chance }: Attempted): Delivery => {
  const { nextAt: _, ...rest } = delivery;
  const last = { at, outcome, milliseconds };
  const revision = delivery.revision + 1;
  if (outcome.result === 'failed' && outcome.fault === 'ours') {
    return { ...rest, revision, last, nextAt: toInstant(toEpochMs(at) + OWN_FAULT_PAUSE_MS) };
  }
  const firstAttemptAt = delivery.firstAttemptAt ?? at;
  const tried = { ...rest, revision, last, firstAttemptAt, attempts: delivery.attempts + 1 };
  if (outcome.result === 'delivered') return { ...tried, state: 'delivered' };
  const nextAt = isPastLadder(firstAttemptAt, at)
    ? undefined
    : nextAttempt(tried.attempts, {
        at,
        chance,
        ...(outcome.retryAfterSeconds !== undefined && { retryAfterSeconds: outcome.retryAfterSeconds }),
      });
  return nextAt === undefined ? { ...tried, state: 'dead' } : { ...tried, nextAt };
};

/** A delivery that waits behind an older one is due when that is. */
export const behind = (delivery: Delivery, nextAt: Instant): Delivery => ({
  ...delivery,
  revision: delivery.revision + 1,
  nextAt,
});

/** A delivery that is sent once more by command, whatever became of it: from the first rung on. */
export const sentAgain = ({ firstAttemptAt: _, ...delivery }: Delivery, at: Instant): Delivery => ({
  ...delivery,
  state: 'waiting',
  revision: delivery.revision + 1,
  attempts: 0,
  nextAt: at,
});
