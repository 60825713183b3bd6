import * as z from 'zod';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { randomText, sha256Hex } from '../../shared/crypto/digests.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { arrivals } from '../../shared/exchange/arrival-store.ts';
import { exchangeEntries } from '../../shared/exchange/entry-store.ts';
import { outSequences } from '../../shared/exchange/sequence-store.ts';
import { inboxStore } from '../../shared/notifications/inbox-store.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { subjectFinder } from '../../shared/subjects/subject-finder-store.ts';
import { subjectStore } from '../../shared/subjects/subject-store.ts';
import { approvedSubscriptions } from '../../shared/subscriptions/approved-subscriptions-store.ts';
import { takeExchange } from './handlers/take-exchange.ts';
import { takePackage } from './handlers/take-package.ts';
import { takeReceipt } from './handlers/take-receipt.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  EXCHANGE_BUCKET: z.string(),
  PERSON_KEYS_SECRET: z.string(),
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const exchange = objectBucket(s3Client(), env.EXCHANGE_BUCKET);
const entries = exchangeEntries(derived);
const { keys } = personKeysIn(env.PERSON_KEYS_SECRET);
const people = { ...register, personKeys: keys, olderCodes: codeAliasStore(derived) };
const base = { entries, exchange, now: systemNow, log: jsonLog };

export const handler = takeExchange({
  exchange,
  takePackage: takePackage({
    ...base,
    arrivals: arrivals(derived),
    records: recordStore(register),
    subscriptions: approvedSubscriptions(register, systemNow),
    subjects: subjectStore(people),
    finder: subjectFinder(people),
    seal: async (number) => (await keys()).seal(number),
    publicId: () => randomText(16),
    sha256: sha256Hex,
  }),
  takeReceipt: takeReceipt({ ...base, sequences: outSequences(derived), inbox: inboxStore(derived) }),
  log: jsonLog,
});
