import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { acknowledgeNotification } from '../../../functions/http/handlers/acknowledge-notification.ts';
import { getRecord } from '../../../functions/http/handlers/get-record.ts';
import { getRecordHistory } from '../../../functions/http/handlers/get-record-history.ts';
import { listNotifications } from '../../../functions/http/handlers/list-notifications.ts';
import {
  confirmWithdrawals,
  correctRecords,
  proposeWithdrawals,
  releaseHolds,
} from '../../../functions/http/handlers/record-changes.ts';
import { deliverNotification } from '../../../functions/queue/handlers/deliver-notification.ts';
import { relay } from '../../../functions/stream/handlers/relay.ts';
import { authorisationsOf, tellReaders } from '../../../shared/authorisations/reader-subscription-store.ts';
import { documentClient } from '../../../shared/aws/clients.ts';
import { endDateStore } from '../../../shared/cases/end-date-store.ts';
import { clockStore } from '../../../shared/clocks/clock-store.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { entryStateStore } from '../../../shared/disclosure/entry-state-store.ts';
import { pendingStore } from '../../../shared/disclosure/pending-store.ts';
import { publicationQueue } from '../../../shared/disclosure/publication-queue.ts';
import { exchangeEntries } from '../../../shared/exchange/entry-store.ts';
import { bearerStore } from '../../../shared/files/bearer-store.ts';
import { letterIndex } from '../../../shared/letters/letter-index-store.ts';
import { inboxStore } from '../../../shared/notifications/inbox-store.ts';
import { notificationQueue } from '../../../shared/notifications/notification-queue.ts';
import { idempotencyStore } from '../../../shared/records/idempotency-store.ts';
import { recordStore } from '../../../shared/records/record-store.ts';
import { retentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import { disclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { accessStore } from '../../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../../shared/subjects/name-lead-store.ts';
import { subjectNames } from '../../../shared/subjects/subject-store.ts';
import { approvedSubscriptions } from '../../../shared/subscriptions/approved-subscriptions-store.ts';
import { deliveryStore } from '../../../shared/webhooks/delivery-store.ts';
import { endpointStore } from '../../../shared/webhooks/endpoint-store.ts';
import { firstAttempts } from '../../../shared/webhooks/first-attempts.ts';
import { toldStore } from '../../../shared/withdrawal-ledger/told-store.ts';
import { names } from '../../engines.ts';
import { CLAIM_NAMES } from './events.ts';
import { formattingLog as log, postFunction, TODAY } from './post-function.ts';

/** The queues of a town. */
export interface Queues {
  readonly notifications: string;
  readonly publications: string;
}

/** The functions with their real stores, as their entries wire them, over given clients and on a fixed day. */
export const functionsOver = (client: DynamoDBDocumentClient, sqs: SQSClient, queues: Queues) => {
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const now = () => TODAY;
  const base = { claimNames: CLAIM_NAMES, log, now, records: recordStore(register) };
  // Read once in five minutes, whatever the number of posts: not counted with any one of them.
  const subscriptions = approvedSubscriptions({ ...register, client: documentClient() }, now);
  const changing = { ...base, idempotency: idempotencyStore(derived), subscriptions };
  const inbox = inboxStore(derived);
  const webhooks = {
    endpoints: endpointStore(register).ofDepartment,
    deliveries: deliveryStore(derived),
    sign: async () => 'v1,none',
    post: async () => ({ status: 204 }),
    chance: () => 0,
    now,
  };
  return {
    post: postFunction(client),
    get: getRecord({ ...base, entryStates: entryStateStore(client, derived.table) }),
    history: getRecordHistory(base),
    correct: correctRecords(changing),
    propose: proposeWithdrawals(changing),
    confirm: confirmWithdrawals(changing),
    release: releaseHolds({ ...changing, subjects: subjectNames(register) }),
    relay: relay({
      notifications: notificationQueue({ client: sqs, queueUrl: queues.notifications }),
      publications: publicationQueue({ client: sqs, queueUrl: queues.publications }),
      pending: pendingStore(client, derived.table),
      counts: disclosureCountStore(derived),
      codeAliases: codeAliasStore(derived),
      nameLeads: nameLeadStore(derived),
      retentionDue: retentionDueStore(derived),
      accesses: accessStore(derived),
      ends: endDateStore(derived),
      jointCounts: jointCountStore(derived),
      clocks: clockStore(derived),
      readers: tellReaders({
        authorisations: authorisationsOf(register),
        told: toldStore(derived),
        notifications: { send: async () => undefined },
        idOf: digestId,
      }),
      letters: letterIndex(derived),
      bearers: bearerStore(derived),
      exchange: exchangeEntries(derived),
      caseWork: { send: async () => undefined },
      log,
    }),
    deliver: deliverNotification({ inbox, webhooks: firstAttempts(webhooks), log }),
    list: listNotifications({ ...base, inbox }),
    acknowledge: acknowledgeNotification({ ...base, inbox }),
  };
};

export type Functions = ReturnType<typeof functionsOver>;
