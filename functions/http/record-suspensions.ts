import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { resumeRecordOperation, suspendRecordOperation } from '../../shared/record-suspensions/operations.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { decideTakeDownOperation, takeDownRecordOperation } from '../../shared/take-downs/operations.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { resumeRecords, suspendRecords } from './handlers/record-suspensions.ts';
import { decideTakeDowns, takeDownRecords } from './handlers/take-downs.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), ...CLAIM_VARIABLES });

const deps = {
  ...apiDependencies(env),
  records: recordStore({ client: documentClient(), table: env.REGISTER_TABLE }),
  now: systemNow,
};

export const handler = serve(
  [suspendRecordOperation, suspendRecords(deps)],
  [resumeRecordOperation, resumeRecords(deps)],
  [takeDownRecordOperation, takeDownRecords(deps)],
  [decideTakeDownOperation, decideTakeDowns(deps)],
);
