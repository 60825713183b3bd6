import { systemNow } from '../shared/aws/clock.ts';
import { secretText } from '../shared/aws/secret.ts';
import { webhookKeyRing } from '../shared/crypto/webhook-key-ring.ts';
import type { WebhookKeys } from '../shared/crypto/webhook-keys.ts';
import { postOut, resolveName } from '../shared/http/outbound-post.ts';
import type { AttemptDeps } from '../shared/webhooks/attempt.ts';
import type { Network } from '../shared/webhooks/settings.ts';

/** What every function that sends to endpoints needs. */
export const webhookSender = (env: {
  readonly WEBHOOK_KEYS_SECRET: string;
  readonly WEBHOOK_NETWORK: Network;
}): { readonly keys: () => Promise<WebhookKeys>; readonly attempts: AttemptDeps } => {
  const { keys, sign } = webhookKeyRing(() => secretText(env.WEBHOOK_KEYS_SECRET), Date.now);
  const post = postOut({ network: env.WEBHOOK_NETWORK, resolve: resolveName });
  return { keys, attempts: { sign, post, now: systemNow } };
};
