import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { subscriptionStore } from '../../shared/subscriptions/subscription-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { subscriptionRoutes } from './handlers/subscriptions.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();

export const handler = serve(
  ...subscriptionRoutes({
    ...apiDependencies(env),
    subscriptions: subscriptionStore({ client, table: env.REGISTER_TABLE }),
    idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
    now: systemNow,
  }),
);
