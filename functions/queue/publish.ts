import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { documentClient, s3Client, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { retrySoon } from '../../shared/aws/retry-soon.ts';
import { secretText } from '../../shared/aws/secret.ts';
import { nodeCodec } from '../../shared/crypto/codec.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { logSigner } from '../../shared/crypto/log-signer.ts';
import { manifestSigner } from '../../shared/crypto/manifest-signer.ts';
import { readWitnesses } from '../../shared/crypto/witnesses.ts';
import { entryStateStore } from '../../shared/disclosure/entry-state-store.ts';
import { headStore } from '../../shared/disclosure/head-store.ts';
import { leaseStore } from '../../shared/disclosure/lease-store.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { pendingStore } from '../../shared/disclosure/pending-store.ts';
import { withdrawnStore } from '../../shared/disclosure/withdrawn-store.ts';
import { postText } from '../../shared/http/post-text.ts';
import { notificationQueue } from '../../shared/notifications/notification-queue.ts';
import { publicityEndNotifications } from '../../shared/notifications/publicity-end.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { publicationSource } from '../../shared/register/publication-source-store.ts';
import { disclosureCountStore } from '../../shared/statistics/disclosure-count-store.ts';
import { findIdentityNumbers } from '../../shared/subjects/personal-data-in-text.ts';
import { NO_ORIGIN } from '../../shared/transparency/log-signer.ts';
import { namedByRecord, othersTold } from '../../shared/withdrawal-ledger/tell-later.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { publish } from './handlers/publish.ts';
import { presentation } from './presentation.ts';
import { PUBLISHED_SORTS, publicColumns } from './published-sorts.ts';

type PublicationEvent = { readonly Records: readonly { readonly body: string; readonly receiptHandle: string }[] };

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  DISCLOSURE_BUCKET: z.string(),
  STAGING_BUCKET: z.string(),
  NOTIFICATION_QUEUE_URL: z.string(),
  PUBLICATION_QUEUE_URL: z.string(),
  SIGNING_KEY_SECRET: z.string(),
  LOG_ORIGIN: z.string(),
  LOG_WITNESSES: z.string().transform((text, context) => {
    const witnesses = readWitnesses(text);
    if (witnesses === undefined) context.addIssue('not witnesses');
    return witnesses ?? [];
  }),
});
/** Each of at most two questions to a witness: what comes next in the queue may be a removal. */
const WITNESS_MS = 3_000;

const client = documentClient();
const s3 = s3Client();
const register = { client, table: env.REGISTER_TABLE };
const records = recordStore(register);
const sqs = sqsClient();
const notifications = notificationQueue({ client: sqs, queueUrl: env.NOTIFICATION_QUEUE_URL });
const told = toldStore({ client, table: env.DERIVED_TABLE });
const counts = disclosureCountStore({ client, table: env.DERIVED_TABLE });
const signingKey = secretText(env.SIGNING_KEY_SECRET);

const run = publish({
  source: publicationSource(register, PUBLISHED_SORTS),
  pending: pendingStore(client, env.DERIVED_TABLE),
  states: entryStateStore(client, env.DERIVED_TABLE),
  withdrawn: withdrawnStore(client, env.DERIVED_TABLE),
  heads: headStore(client, env.DERIVED_TABLE),
  leases: leaseStore(client, env.DERIVED_TABLE, Date.now),
  disclosure: objectBucket(s3, env.DISCLOSURE_BUCKET),
  staging: objectBucket(s3, env.STAGING_BUCKET),
  codec: nodeCodec,
  columnsOf: publicColumns,
  presentation,
  findsIdentityNumber: (text) => findIdentityNumbers(text).length > 0,
  signer: async () => manifestSigner(await signingKey()),
  logSigner: async () => logSigner(await signingKey()),
  ...(env.LOG_ORIGIN !== NO_ORIGIN && { logOrigin: env.LOG_ORIGIN }),
  witnesses: env.LOG_WITNESSES,
  post: postText(WITNESS_MS),
  clock: { now: systemNow },
  pause,
  newRunId: () => randomText(16),
  tellEnded: async (recordId, version, on) => {
    const stored = await records.find(recordId);
    if (stored === undefined) return;
    // Whatever version they were told: the day does not change the record.
    const after = { named: namedByRecord(stored.image), version: stored.image.version + 1 };
    const others = othersTold(after, await told.of(recordId));
    await notifications.send(publicityEndNotifications(stored.image, { version, on, others }, digestId));
  },
  markFirstPublic: counts.markFirstPublic,
  log: jsonLog,
});

export const handler = retrySoon<PublicationEvent, Awaited<ReturnType<typeof run>>>(
  { client: sqs, queueUrl: env.PUBLICATION_QUEUE_URL },
  run,
);
