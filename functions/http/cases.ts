import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { caseLists } from '../../shared/cases/case-lists-store.ts';
import { caseStore } from '../../shared/cases/case-store.ts';
import { planProgressStore } from '../../shared/cases/plan-progress-store.ts';
import { instrumentStore } from '../../shared/instruments/instrument-store.ts';
import { editionStore } from '../../shared/lists/edition-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { RECORD_HEAD } from '../../shared/records/record-store.ts';
import { partitionOf } from '../../shared/register/partition-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { subjectFinder } from '../../shared/subjects/subject-finder-store.ts';
import { subjectStore } from '../../shared/subjects/subject-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { caseRoutes } from './handlers/cases/case-routes.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  PERSON_KEYS_SECRET: z.string(),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const { keys } = personKeysIn(env.PERSON_KEYS_SECRET);
const subjects = {
  ...register,
  personKeys: keys,
  olderCodes: codeAliasStore(derived),
};

export const handler = serve(
  ...caseRoutes({
    ...apiDependencies(env),
    cases: caseStore(register),
    lists: caseLists({ editions: editionStore(register), instruments: instrumentStore(register) }),
    subjects: subjectStore(subjects),
    finder: subjectFinder(subjects),
    recordsOn: async (key) => (await partitionOf(RECORD_HEAD, register, key)).map(({ image }) => image),
    progress: planProgressStore(derived),
    idempotency: idempotencyStore(derived),
    now: systemNow,
  }),
);
