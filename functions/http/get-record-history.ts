import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { getRecordHistory } from './handlers/get-record-history.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), ...CLAIM_VARIABLES });

export const handler = getRecordHistory({
  ...apiDependencies(env),
  records: recordStore({ client: documentClient(), table: env.REGISTER_TABLE }),
  now: systemNow,
});
