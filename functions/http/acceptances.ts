import * as z from 'zod';
import { acceptanceStore } from '../../shared/acceptances/acceptance-store.ts';
import * as operations from '../../shared/acceptances/operations.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { filesById } from '../../shared/files/file-store.ts';
import { knownOfSubject } from '../../shared/green-channel/known-of-subject-store.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { subjectStore } from '../../shared/subjects/subject-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import {
  breakAcceptances,
  extendAcceptances,
  getOwnAcceptance,
  listOwnAcceptances,
  supplyAcceptances,
  withdrawAcceptances,
} from './handlers/acceptance-changes.ts';
import { getNotice, getSubjectsNotice, listSubjectsAcceptances } from './handlers/acceptance-notices.ts';
import { openAcceptances } from './handlers/acceptances.ts';
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
  acceptances: acceptanceStore(register),
  files: filesById(register),
  mandates: mandateStore(register),
  subjects: subjectStore({
    ...register,
    personKeys: keys,
    olderCodes: codeAliasStore(derived),
  }),
  known: knownOfSubject(register),
  accesses: accessStore(derived),
  idempotency: idempotencyStore(derived),
  now: systemNow,
};

export const handler = serve(
  [operations.openAcceptanceOperation, openAcceptances(deps)],
  [operations.listAcceptances, listOwnAcceptances(deps)],
  [operations.getAcceptance, getOwnAcceptance(deps)],
  [operations.getAcceptanceNotice, getNotice(deps)],
  [operations.listOwnAcceptancesOperation, listSubjectsAcceptances(deps)],
  [operations.getOwnAcceptanceNotice, getSubjectsNotice(deps)],
  [operations.supplyAcceptanceDocuments, supplyAcceptances(deps)],
  [operations.extendAcceptanceOperation, extendAcceptances(deps)],
  [operations.findAcceptanceBroken, breakAcceptances(deps)],
  [operations.withdrawAcceptanceOperation, withdrawAcceptances(deps)],
);
