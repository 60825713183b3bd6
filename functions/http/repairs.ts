import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { CASE_HEAD } from '../../shared/cases/case-store.ts';
import { filesById } from '../../shared/files/file-store.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { headStore } from '../../shared/register/head-store.ts';
import { repairStore } from '../../shared/repairs/repair-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { repairRoutes } from './handlers/repairs/repair-routes.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };

export const handler = serve(
  ...repairRoutes({
    ...apiDependencies(env),
    repairs: repairStore(register),
    records: recordStore(register),
    cases: headStore(CASE_HEAD, register),
    mandates: mandateStore(register),
    filesOf: filesById(register),
    idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
    now: systemNow,
  }),
);
