import * as z from 'zod';
import { documentClient, s3Client, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { importBytes } from '../../shared/imports/import-bytes-store.ts';
import { importStore } from '../../shared/imports/import-store.ts';
import { partQueue } from '../../shared/imports/part-queue.ts';
import { importProgress } from '../../shared/imports/progress-store.ts';
import { intakeCountStore } from '../../shared/quality/intake-count-store.ts';
import { RECORD_HEAD } from '../../shared/records/record-store.ts';
import { headInserts } from '../../shared/register/head-inserts-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { subjectBatches } from '../../shared/subjects/subject-batch-store.ts';
import { subjectStore } from '../../shared/subjects/subject-store.ts';
import { approvedSubscriptions } from '../../shared/subscriptions/approved-subscriptions-store.ts';
import { takeImports } from './handlers/take-imports.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  PERSON_KEYS_SECRET: z.string(),
  IMPORTS_BUCKET: z.string(),
  IMPORT_PART_QUEUE_URL: z.string(),
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const { keys } = personKeysIn(env.PERSON_KEYS_SECRET);
const subjects = subjectStore({ ...register, personKeys: keys, olderCodes: codeAliasStore(derived) });

export const handler = takeImports({
  imports: importStore(register),
  bytes: importBytes({ client: s3Client(), bucket: env.IMPORTS_BUCKET }),
  progress: importProgress(derived),
  intake: intakeCountStore(derived),
  parts: partQueue({ client: sqsClient(), queueUrl: env.IMPORT_PART_QUEUE_URL }),
  addMany: headInserts(RECORD_HEAD, register),
  resolveMany: subjectBatches({ ...register, personKeys: keys, subjects }),
  seal: async (number) => (await keys()).seal(number),
  subscriptions: approvedSubscriptions(register, systemNow),
  publicId: () => randomText(16),
  now: systemNow,
  log: jsonLog,
});
