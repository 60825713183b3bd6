import type { AttemptDeps } from '../webhooks/attempt.ts';
import { type WebhookKeys, webhookKeys } from './webhook-keys.ts';

/** A key may have been added since this function's environment was started: the secret is read again, no more often than this. */
const READ_AGAIN_AFTER_MS = 30_000;

/** The keys as they were read last, and signatures by keys that were added since. */
export interface WebhookKeyRing {
  readonly keys: () => Promise<WebhookKeys>;
  readonly sign: AttemptDeps['sign'];
}

/** `open` begins to read the secret anew; what it answers with reads it once and keeps it. `nowMs` is the machine's time. */
export const webhookKeyRing = (open: () => () => Promise<string>, nowMs: () => number): WebhookKeyRing => {
  let text = open();
  let openedAt = nowMs();
  const keys = async (): Promise<WebhookKeys> => webhookKeys(await text());
  return {
    keys,
    sign: async (...given) => {
      try {
        return (await keys()).sign(...given);
      } catch (error) {
        if (nowMs() - openedAt < READ_AGAIN_AFTER_MS) throw error;
        text = open();
        openedAt = nowMs();
        return (await keys()).sign(...given);
      }
    },
  };
};
