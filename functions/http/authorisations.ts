import * as z from 'zod';
import { authorisationStore } from '../../shared/authorisations/authorisation-store.ts';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { caseWorkQueue } from '../../shared/cases/case-work-queue.ts';
import { editions } from '../../shared/checks/editions-store.ts';
import { knownHeads } from '../../shared/checks/known-heads-store.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { RECORD_HEAD } from '../../shared/records/record-store.ts';
import { headBatchStore } from '../../shared/register/head-batch-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { subjectHeads } from '../../shared/subject-door/subject-heads-store.ts';
import { taskStore } from '../../shared/tasks/task-store.ts';
import { noteTold } from '../../shared/withdrawal-ledger/note-told.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { authorisationRoutes } from './handlers/authorisations/authorisation-routes.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  CASE_WORK_QUEUE_URL: z.string(),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const heads = knownHeads(register);

export const handler = serve(
  ...authorisationRoutes({
    ...apiDependencies(env),
    mandates: mandateStore(register),
    authorisations: authorisationStore(register),
    subjects: subjectHeads(register),
    heads,
    names: { editions: editions(register), heads },
    accesses: accessStore(derived),
    noteTold: noteTold({
      told: toldStore(derived),
      records: headBatchStore(RECORD_HEAD, register),
      tasks: taskStore(register).getMany,
      work: caseWorkQueue({ client: sqsClient(), queueUrl: env.CASE_WORK_QUEUE_URL }),
    }),
    now: systemNow,
  }),
);
