import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { CASE_HEAD } from '../../shared/cases/case-store.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { headStore } from '../../shared/register/head-store.ts';
import {
  listTypicalCases,
  publishTypicalCaseOperation,
  reviewTypicalCaseOperation,
  reviseTypicalCaseOperation,
  withdrawTypicalCaseOperation,
  writeTypicalCaseOperation,
} from '../../shared/typical-cases/operations.ts';
import { typicalCaseStore } from '../../shared/typical-cases/typical-case-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import {
  listCases,
  publishCases,
  reviewCases,
  reviseCases,
  withdrawCases,
  writeCases,
} from './handlers/typical-cases.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };

const deps = {
  ...apiDependencies(env),
  typicalCases: typicalCaseStore(register),
  cases: headStore(CASE_HEAD, register),
  idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
  publicId: () => randomText(16),
  now: systemNow,
};

export const handler = serve(
  [listTypicalCases, listCases(deps)],
  [writeTypicalCaseOperation, writeCases(deps)],
  [reviseTypicalCaseOperation, reviseCases(deps)],
  [reviewTypicalCaseOperation, reviewCases(deps)],
  [publishTypicalCaseOperation, publishCases(deps)],
  [withdrawTypicalCaseOperation, withdrawCases(deps)],
);
