import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { deliveryStore } from '../../shared/webhooks/delivery-store.ts';
import { endpointStore } from '../../shared/webhooks/endpoint-store.ts';
import { NETWORKS } from '../../shared/webhooks/settings.ts';
import { webhookSender } from '../webhook-wiring.ts';
import { sendDeliveries } from './handlers/send-deliveries.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  WEBHOOK_KEYS_SECRET: z.string(),
  WEBHOOK_NETWORK: z.enum(NETWORKS),
});
const client = documentClient();

export const handler = sendDeliveries({
  ...webhookSender(env).attempts,
  endpoints: endpointStore({ client, table: env.REGISTER_TABLE }),
  deliveries: deliveryStore({ client, table: env.DERIVED_TABLE }),
  chance: Math.random,
  now: systemNow,
  log: jsonLog,
});
