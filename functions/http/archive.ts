import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { anyHeadStore } from '../../shared/retention/any-head-store.ts';
import { erasureStore } from '../../shared/retention/erasure-store.ts';
import {
  confirmErasureOfRecord,
  getErasureOfRecord,
  openArchive as openArchiveOperation,
  proposeErasureOfRecord,
} from '../../shared/retention/operations.ts';
import { putAwayStore } from '../../shared/retention/put-away-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { confirmErasures, getErasures, proposeErasures } from './handlers/erasures.ts';
import { openArchive } from './handlers/open-archive.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };

const deps = {
  ...apiDependencies(env),
  archive: putAwayStore(register),
  heads: anyHeadStore(register),
  erasures: erasureStore(register),
  idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
  now: systemNow,
};

export const handler = serve(
  [openArchiveOperation, openArchive(deps)],
  [proposeErasureOfRecord, proposeErasures(deps)],
  [getErasureOfRecord, getErasures(deps)],
  [confirmErasureOfRecord, confirmErasures(deps)],
);
