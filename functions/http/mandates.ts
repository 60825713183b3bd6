import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { endMandateOperation, enterMandateOperation, listOwnMandates } from '../../shared/mandates/operations.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { subjectStore } from '../../shared/subjects/subject-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { endMandates, enterMandates, listMandates } from './handlers/mandates.ts';
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

const deps = {
  ...apiDependencies(env),
  mandates: mandateStore(register),
  subjects: subjectStore({
    ...register,
    personKeys: keys,
    olderCodes: codeAliasStore(derived),
  }),
  idempotency: idempotencyStore(derived),
  now: systemNow,
};

export const handler = serve(
  [enterMandateOperation, enterMandates(deps)],
  [endMandateOperation, endMandates(deps)],
  [listOwnMandates, listMandates(deps)],
);
