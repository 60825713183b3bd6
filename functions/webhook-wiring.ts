import { systemNow } from '../shared/aws/clock.ts';
import { secretText } from '../shared/aws/secret.ts';
import { type WebhookKeys, webhookKeys } from '../shared/crypto/webhook-keys.ts';
import { postOut, resolveName } from '../shared/http/outbound-post.ts';
import type { AttemptDeps } from '../shared/webhooks/attempt.ts';
import type { Network } from '../shared/webhooks/settings.ts';

/** What every function that sends to endpoints needs. */
export const webhookSender = (env: {
  readonly WEBHOOK_KEYS_SECRET: string;
  readonly WEBHOOK_NETWORK: Network;
}): { readonly keys: () => Promise<WebhookKeys>; readonly attempts: AttemptDeps } => {
  const secret = secretText(env.WEBHOOK_KEYS_SECRET);
  const keys = async () => webhookKeys(await secret());
  return {
    keys,
    attempts: {
      sign: async (secrets, endpoint, content) => (await keys()).sign(secrets, endpoint, content),
      post: postOut({ network: env.WEBHOOK_NETWORK, resolve: resolveName }),
      now: systemNow,
    },
  };
};
