import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { CASE_HEAD } from '../../shared/cases/case-store.ts';
import { filesById } from '../../shared/files/file-store.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { objectionStore } from '../../shared/objections/objection-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { RECORD_HEAD } from '../../shared/records/record-store.ts';
import { headStore } from '../../shared/register/head-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { objectionRoutes } from './handlers/objections/objection-routes.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };

const deps = {
  ...apiDependencies(env),
  mandates: mandateStore(register),
  objections: objectionStore(register),
  records: headStore(RECORD_HEAD, register),
  cases: headStore(CASE_HEAD, register),
  keyOf: { record: RECORD_HEAD.keyOf, case: CASE_HEAD.keyOf },
  files: filesById(register),
  idempotency: idempotencyStore(derived),
  accesses: accessStore(derived),
  now: systemNow,
};

export const handler = serve(...objectionRoutes(deps));
