import * as z from 'zod';
import { documentClient, s3Client, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { randomText, sha256Hex } from '../../shared/crypto/digests.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { exchangeEntries } from '../../shared/exchange/entry-store.ts';
import { outSequences } from '../../shared/exchange/sequence-store.ts';
import { notificationQueue } from '../../shared/notifications/notification-queue.ts';
import { RECORD_HEAD } from '../../shared/records/record-store.ts';
import { headsByKey } from '../../shared/register/head-batch-store.ts';
import { personNumbers } from '../../shared/subjects/person-number-store.ts';
import { TYPICAL_CASE_HEAD } from '../../shared/typical-cases/typical-case-store.ts';
import { packExchange } from './handlers/pack-exchange.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  EXCHANGE_BUCKET: z.string(),
  NOTIFICATION_QUEUE_URL: z.string(),
  PERSON_KEYS_SECRET: z.string(),
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const { keys } = personKeysIn(env.PERSON_KEYS_SECRET);

export const handler = packExchange({
  entries: exchangeEntries(derived),
  sequences: outSequences(derived),
  exchange: objectBucket(s3Client(), env.EXCHANGE_BUCKET),
  records: headsByKey(RECORD_HEAD, register),
  typicalCases: headsByKey(TYPICAL_CASE_HEAD, register),
  numbers: personNumbers({ ...register, personKeys: keys }),
  notifications: notificationQueue({ client: sqsClient(), queueUrl: env.NOTIFICATION_QUEUE_URL }),
  sha256: sha256Hex,
  idOf: digestId,
  runId: () => randomText(6),
  now: systemNow,
  log: jsonLog,
});
