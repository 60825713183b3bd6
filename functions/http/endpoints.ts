import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { deliveryStore } from '../../shared/webhooks/delivery-store.ts';
import { endpointStore } from '../../shared/webhooks/endpoint-store.ts';
import { NETWORKS } from '../../shared/webhooks/settings.ts';
import { webhookSender } from '../webhook-wiring.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { endpointRoutes } from './handlers/endpoints/endpoint-routes.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  WEBHOOK_KEYS_SECRET: z.string(),
  WEBHOOK_NETWORK: z.enum(NETWORKS),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const { keys, attempts } = webhookSender(env);

export const handler = serve(
  ...endpointRoutes({
    ...apiDependencies(env),
    endpoints: endpointStore({ client, table: env.REGISTER_TABLE }),
    deliveries: deliveryStore({ client, table: env.DERIVED_TABLE }),
    idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
    keys,
    attempts,
    network: env.WEBHOOK_NETWORK,
    now: systemNow,
  }),
);
