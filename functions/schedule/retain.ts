import * as z from 'zod';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { caseWorkQueue } from '../../shared/cases/case-work-queue.ts';
import { retentionDueStore } from '../../shared/retention/retention-due-store.ts';
import { retain } from './handlers/retain.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), CASE_WORK_QUEUE_URL: z.string() });

export const handler = retain({
  due: retentionDueStore({ client: documentClient(), table: env.DERIVED_TABLE }),
  work: caseWorkQueue({ client: sqsClient(), queueUrl: env.CASE_WORK_QUEUE_URL }),
  now: systemNow,
  log: jsonLog,
});
