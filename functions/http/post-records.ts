import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { intakeCountStore } from '../../shared/quality/intake-count-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { RECORD_HEAD, recordStore } from '../../shared/records/record-store.ts';
import { headInserts } from '../../shared/register/head-inserts-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { subjectBatches } from '../../shared/subjects/subject-batch-store.ts';
import { subjectStore } from '../../shared/subjects/subject-store.ts';
import { approvedSubscriptions } from '../../shared/subscriptions/approved-subscriptions-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { postRecords } from './handlers/post-records.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  PERSON_KEYS_SECRET: z.string(),
  ...CLAIM_VARIABLES,
});
/** Who posts waits no longer for being counted: a write takes some milliseconds, and the function has ten seconds. */
const COUNT_WITHIN_MS = 1_000;

const client = documentClient();
const { keys } = personKeysIn(env.PERSON_KEYS_SECRET);

/** Who posts waits for a busy table no longer than half a second in a call, and is told; a post of a hundred is up to nine calls. */
const patience = { repeats: 3 };

const register = { client, table: env.REGISTER_TABLE };
const subjects = subjectStore({
  ...register,
  personKeys: keys,
  olderCodes: codeAliasStore({ client, table: env.DERIVED_TABLE }),
});

export const handler = postRecords({
  ...apiDependencies(env),
  records: recordStore(register),
  subjects,
  addMany: headInserts(RECORD_HEAD, { ...register, patience }),
  resolveMany: subjectBatches({ ...register, personKeys: keys, subjects, patience }),
  idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
  intake: intakeCountStore({ client, table: env.DERIVED_TABLE, withinMs: COUNT_WITHIN_MS }),
  seal: async (number) => (await keys()).seal(number),
  subscriptions: approvedSubscriptions(register, systemNow),
  publicId: () => randomText(16),
  now: systemNow,
});
