import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { entryStateStore } from '../../shared/disclosure/entry-state-store.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { getRecord } from './handlers/get-record.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();

export const handler = getRecord({
  ...apiDependencies(env),
  records: recordStore({ client, table: env.REGISTER_TABLE }),
  entryStates: entryStateStore(client, env.DERIVED_TABLE),
  now: systemNow,
});
