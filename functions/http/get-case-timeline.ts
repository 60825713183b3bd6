import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { caseStore } from '../../shared/cases/case-store.ts';
import { taskStore } from '../../shared/tasks/task-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { getCaseTimeline } from './handlers/get-case-timeline.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), ...CLAIM_VARIABLES });
const register = { client: documentClient(), table: env.REGISTER_TABLE };

export const handler = getCaseTimeline({
  ...apiDependencies(env),
  cases: caseStore(register),
  tasks: taskStore(register),
  now: systemNow,
});
