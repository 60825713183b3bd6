import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { caseStore } from '../../shared/cases/case-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import * as operations from '../../shared/tasks/operations.ts';
import { taskStore } from '../../shared/tasks/task-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { listCaseTasks } from './handlers/list-case-tasks.ts';
import { postTaskFeedback } from './handlers/post-task-feedback.ts';
import { getTask, listTasks } from './handlers/read-tasks.ts';
import { acknowledgeTasks, confirmLifts, giveFeedbacks } from './handlers/task-changes.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };

const deps = {
  ...apiDependencies(env),
  tasks: taskStore(register),
  cases: caseStore(register),
  idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
  now: systemNow,
};

export const handler = serve(
  [operations.listTasks, listTasks(deps)],
  [operations.getTask, getTask(deps)],
  [operations.acknowledgeTask, acknowledgeTasks(deps)],
  [operations.giveTaskFeedback, giveFeedbacks(deps)],
  [operations.confirmTaskLift, confirmLifts(deps)],
  [operations.postTaskFeedback, postTaskFeedback(deps)],
  [operations.listCaseTasks, listCaseTasks(deps)],
);
