import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { repealReports } from '../../shared/cases/repeal-report-store.ts';
import { instrumentStore } from '../../shared/instruments/instrument-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { instrumentRoutes } from './handlers/instrument-routes.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();

export const handler = serve(
  ...instrumentRoutes({
    ...apiDependencies(env),
    instruments: instrumentStore({ client, table: env.REGISTER_TABLE }),
    idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
    reports: repealReports({ client, table: env.DERIVED_TABLE }),
    now: systemNow,
  }),
);
