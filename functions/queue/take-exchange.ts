import * as z from 'zod';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { exchangeEntries } from '../../shared/exchange/entry-store.ts';
import { outSequences } from '../../shared/exchange/sequence-store.ts';
import { inboxStore } from '../../shared/notifications/inbox-store.ts';
import { takeExchange } from './handlers/take-exchange.ts';
import { takeReceipt } from './handlers/take-receipt.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), EXCHANGE_BUCKET: z.string() });
const derived = { client: documentClient(), table: env.DERIVED_TABLE };
const exchange = objectBucket(s3Client(), env.EXCHANGE_BUCKET);

export const handler = takeExchange({
  exchange,
  takeReceipt: takeReceipt({
    entries: exchangeEntries(derived),
    sequences: outSequences(derived),
    inbox: inboxStore(derived),
    exchange,
    now: systemNow,
    log: jsonLog,
  }),
  log: jsonLog,
});
