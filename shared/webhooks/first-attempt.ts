import { toEpochMs, toInstant } from '../kernel/beijing-time.ts';
import type { Notification } from '../notifications/notification.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { afterAttempt, type Delivery, newDelivery } from './delivery.ts';
import type { DeliveryStore, Rest } from './delivery-store.ts';
import type { Endpoint } from './endpoint.ts';
import { isSilent, type Outcome } from './outcome.ts';

export interface FirstAttemptDeps extends AttemptDeps {
  readonly deliveries: Pick<DeliveryStore, 'lane' | 'add' | 'resting' | 'rest'>;
  /** From 0 to 1, by chance. */
  readonly chance: () => number;
}

/** The queue is not kept waiting: who does not answer in so many milliseconds is asked again by the schedule. */
export const FIRST_ATTEMPT_MS = 3_000;

/** Who did not answer is not asked again by the queue for so long: each attempt would cost the time of one that waits. */
const REST_MS = 120_000;

/** Whether an endpoint wants to be told of a sort of notification. */
export const wants = ({ types }: Pick<Endpoint, 'types'>, { type }: Pick<Notification, 'type'>): boolean =>
  types?.includes(type) ?? true;

const place = ({ version, at, id }: Notification): string => `${String(version).padStart(9, '0')}#${at}#${id}`;

/** Whether an older one about the same has not been delivered: it is not overtaken. */
const waitsBehind = (lane: readonly Delivery[], notification: Notification): boolean =>
  lane.some((one) => one.state === 'waiting' && place(one.notification) < place(notification));

/** How long an endpoint is left alone after an outcome. */
export const restAfter = (outcome: Outcome, nowMs: number): Rest | undefined => {
  if (isSilent(outcome)) return { until: toInstant(nowMs + REST_MS), because: 'silent' };
  if (outcome.result === 'delivered' || outcome.reason !== 'throttled') return undefined;
  const seconds = outcome.retryAfterSeconds ?? REST_MS / 1_000;
  return { until: toInstant(nowMs + seconds * 1_000), because: 'throttled' };
};

/**
 * Sends a notification to an endpoint for the first time, or leaves it to the schedule: where an older one waits, where the endpoint is disabled
 * or resting, or where there is no time. Told again, it changes nothing; one that was sent and not noted is sent again under its id.
 */
export const firstAttempt = async (
  deps: FirstAttemptDeps,
  endpoint: Endpoint,
  notification: Notification,
  hasTime: boolean,
): Promise<void> => {
  if (!wants(endpoint, notification)) return;
  const { deliveries } = deps;
  const lane = await deliveries.lane(endpoint.id, notification.about);
  if (lane.some((one) => one.notification.id === notification.id)) return;
  const delivery = newDelivery(endpoint.id, notification, deps.now());
  const waits = !hasTime || endpoint.state === 'disabled' || waitsBehind(lane, notification);
  if (waits || (await deliveries.resting(endpoint.id, deps.now()))) {
    await deliveries.add(delivery);
    return;
  }
  const attempted = await attempt(deps, endpoint, notification, FIRST_ATTEMPT_MS);
  await deliveries.add(afterAttempt(delivery, { ...attempted, chance: deps.chance() }));
  const rest = restAfter(attempted.outcome, toEpochMs(deps.now()));
  if (rest) await deliveries.rest(endpoint.id, rest);
};
