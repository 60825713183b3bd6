import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { intakeCountStore } from '../../shared/quality/intake-count-store.ts';
import { idempotencyStore } from '../../shared/records/idempotency-store.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
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

export const handler = postRecords({
  ...apiDependencies(env),
  records: recordStore({ client, table: env.REGISTER_TABLE }),
  subjects: subjectStore({
    client,
    table: env.REGISTER_TABLE,
    personKeys: keys,
    olderCodes: codeAliasStore({ client, table: env.DERIVED_TABLE }),
  }),
  idempotency: idempotencyStore({ client, table: env.DERIVED_TABLE }),
  intake: intakeCountStore({ client, table: env.DERIVED_TABLE, withinMs: COUNT_WITHIN_MS }),
  seal: async (number) => (await keys()).seal(number),
  subscriptions: approvedSubscriptions({ client, table: env.REGISTER_TABLE }, systemNow),
  publicId: () => randomText(16),
  now: systemNow,
});
