import * as z from 'zod';
import { authorisationsOf, tellReaders } from '../../shared/authorisations/reader-subscription-store.ts';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { caseWorkQueue } from '../../shared/cases/case-work-queue.ts';
import { endDateStore } from '../../shared/cases/end-date-store.ts';
import { clockStore } from '../../shared/clocks/clock-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { pendingStore } from '../../shared/disclosure/pending-store.ts';
import { publicationQueue } from '../../shared/disclosure/publication-queue.ts';
import { exchangeEntries } from '../../shared/exchange/entry-store.ts';
import { bearerStore } from '../../shared/files/bearer-store.ts';
import { letterIndex } from '../../shared/letters/letter-index-store.ts';
import { notificationQueue } from '../../shared/notifications/notification-queue.ts';
import { retentionDueStore } from '../../shared/retention/retention-due-store.ts';
import { disclosureCountStore } from '../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../shared/statistics/joint-count-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../shared/subjects/name-lead-store.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { relay } from './handlers/relay.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  NOTIFICATION_QUEUE_URL: z.string(),
  PUBLICATION_QUEUE_URL: z.string(),
  CASE_WORK_QUEUE_URL: z.string(),
});
const derived = { client: documentClient(), table: env.DERIVED_TABLE };
const sqs = sqsClient();

const notifications = notificationQueue({ client: sqs, queueUrl: env.NOTIFICATION_QUEUE_URL });

export const handler = relay({
  notifications,
  readers: tellReaders({
    authorisations: authorisationsOf({ client: derived.client, table: env.REGISTER_TABLE }),
    told: toldStore(derived),
    notifications,
    idOf: digestId,
  }),
  publications: publicationQueue({ client: sqs, queueUrl: env.PUBLICATION_QUEUE_URL }),
  pending: pendingStore(derived.client, derived.table),
  counts: disclosureCountStore(derived),
  codeAliases: codeAliasStore(derived),
  nameLeads: nameLeadStore(derived),
  retentionDue: retentionDueStore(derived),
  accesses: accessStore(derived),
  ends: endDateStore(derived),
  jointCounts: jointCountStore(derived),
  clocks: clockStore(derived),
  caseWork: caseWorkQueue({ client: sqs, queueUrl: env.CASE_WORK_QUEUE_URL }),
  letters: letterIndex(derived),
  bearers: bearerStore(derived),
  exchange: exchangeEntries(derived),
  log: jsonLog,
});
