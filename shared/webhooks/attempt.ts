import type { OutboundAnswer, OutboundPost } from '../http/outbound-post.ts';
import { type Instant, toEpochMs, toEpochSeconds } from '../kernel/beijing-time.ts';
import { toCloudEvent } from '../notifications/cloud-event.ts';
import type { Notification } from '../notifications/notification.ts';
import type { Endpoint, SealedSecret } from './endpoint.ts';
import { type Outcome, outcomeOfAnswer } from './outcome.ts';
import { secretsAt } from './transitions.ts';

/** What an attempt needs of the world. */
export interface AttemptDeps {
  /** The value of `webhook-signature`. */
  readonly sign: (
    secrets: readonly SealedSecret[],
    endpoint: string,
    content: { readonly id: string; readonly timestamp: number; readonly body: string },
  ) => Promise<string>;
  readonly post: (post: OutboundPost) => Promise<OutboundAnswer>;
  readonly now: () => Instant;
}

/** What came of an attempt, and how long it took. */
export interface Attempt {
  readonly outcome: Outcome;
  readonly at: Instant;
  readonly milliseconds: number;
}

const signed = async (deps: AttemptDeps, endpoint: Endpoint, notification: Notification, at: Instant) => {
  const body = JSON.stringify(toCloudEvent(notification));
  const timestamp = toEpochSeconds(at);
  const { id } = notification;
  const signature = await deps.sign(secretsAt(endpoint, at), endpoint.id, { id, timestamp, body });
  return {
    body,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'joint-credit-webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature,
    },
  };
};

/**
 * Sends a notification to an endpoint once, as Standard Webhooks 1.0.0 says: the id is the notification's at every attempt, the time that of the
 * attempt. Never throws: what breaks here is our own fault, and is told apart from the receiver's.
 */
export const attempt = async (
  deps: AttemptDeps,
  endpoint: Endpoint,
  notification: Notification,
  timeoutMs: number,
): Promise<Attempt> => {
  const at = deps.now();
  const outcome = async (): Promise<Outcome> => {
    const request = await signed(deps, endpoint, notification, at).catch(() => undefined);
    if (request === undefined) return { result: 'failed', fault: 'ours', reason: 'signing' };
    const answer = await deps.post({ url: endpoint.url, ...request, timeoutMs });
    if ('failed' in answer) return { result: 'failed', fault: 'theirs', reason: answer.failed };
    return outcomeOfAnswer(answer, toEpochMs(at));
  };
  const came = await outcome().catch((): Outcome => ({ result: 'failed', fault: 'ours', reason: 'internal' }));
  return { outcome: came, at, milliseconds: Math.max(0, toEpochMs(deps.now()) - toEpochMs(at)) };
};
