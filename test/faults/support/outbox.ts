import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deliverNotification } from '../../../functions/queue/handlers/deliver-notification.ts';
import { relay } from '../../../functions/stream/handlers/relay.ts';
import { createStreamReader, type StreamRecord } from '../../../infra/local/sources/stream-reader.ts';
import { endDateStore } from '../../../shared/cases/end-date-store.ts';
import { clockStore } from '../../../shared/clocks/clock-store.ts';
import { pendingStore } from '../../../shared/disclosure/pending-store.ts';
import { publicationQueue } from '../../../shared/disclosure/publication-queue.ts';
import { exchangeEntries } from '../../../shared/exchange/entry-store.ts';
import { bearerStore } from '../../../shared/files/bearer-store.ts';
import { letterIndex } from '../../../shared/letters/letter-index-store.ts';
import { inboxStore } from '../../../shared/notifications/inbox-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { notificationQueue } from '../../../shared/notifications/notification-queue.ts';
import { RELAYED } from '../../../shared/register/relayed.ts';
import { retentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import { disclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { accessStore } from '../../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../../shared/subjects/name-lead-store.ts';
import { type Engines, names } from '../../engines.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The register's stream: what was written since it was last asked, as the relay is given it. */
export const streamOf = async (engines: Engines) => {
  const region = 'eu-west-1';
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = engines.environment;
  const credentials = { accessKeyId, secretAccessKey };
  const client = new DynamoDBClient({ endpoint: engines.dynamodb, region, credentials });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: names.registerTable }));
  client.destroy();
  const engine = { url: engines.dynamodb, service: 'dynamodb' as const, region, credentials };
  const reader = createStreamReader(engine, Table?.LatestStreamArn ?? '');
  const iterators = new Map<string, string>();
  const isRelayed = ({ dynamodb: { NewImage } }: StreamRecord) =>
    RELAYED.some((entity) => entity === (NewImage?.['entity'] as { S: string } | undefined)?.S);
  return async (): Promise<readonly StreamRecord[]> => {
    const found: StreamRecord[] = [];
    for (const { id } of await reader.shards()) {
      for (;;) {
        const iterator = iterators.get(id) ?? (await reader.iterator(id, undefined));
        const { records, next } = await reader.read(iterator, 1_000);
        if (next) iterators.set(id, next);
        if (records.length === 0) break;
        found.push(...records.filter(isRelayed));
      }
    }
    return found;
  };
};

/** The relay over real tables; what it sends is kept, in the order of sending. */
export const keepingRelay = (client: DynamoDBDocumentClient) => {
  const derived = { client, table: names.derivedTable };
  const sent: Notification[] = [];
  const requested: string[] = [];
  const handle = relay({
    notifications: { send: async (notifications) => void sent.push(...notifications) },
    publications: { request: async (_, occasion) => void requested.push(occasion) },
    pending: pendingStore(client, names.derivedTable),
    counts: disclosureCountStore(derived),
    codeAliases: codeAliasStore(derived),
    nameLeads: nameLeadStore(derived),
    retentionDue: retentionDueStore(derived),
    accesses: accessStore(derived),
    ends: endDateStore(derived),
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    readers: async () => undefined,
    letters: letterIndex(derived),
    bearers: bearerStore(derived),
    exchange: exchangeEntries(derived),
    caseWork: { send: async () => undefined },
    log: silent,
  });
  return { sent, requested, relay: (events: readonly StreamRecord[]) => handle({ Records: events }) };
};

/** The relay over real tables and real queues. */
export const sendingRelay = (
  client: DynamoDBDocumentClient,
  sqs: SQSClient,
  queues: { readonly notifications: string; readonly publications: string },
) => {
  const derived = { client, table: names.derivedTable };
  const handle = relay({
    notifications: notificationQueue({ client: sqs, queueUrl: queues.notifications }),
    publications: publicationQueue({ client: sqs, queueUrl: queues.publications }),
    pending: pendingStore(client, names.derivedTable),
    counts: disclosureCountStore(derived),
    codeAliases: codeAliasStore(derived),
    nameLeads: nameLeadStore(derived),
    retentionDue: retentionDueStore(derived),
    accesses: accessStore(derived),
    ends: endDateStore(derived),
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    readers: async () => undefined,
    letters: letterIndex(derived),
    bearers: bearerStore(derived),
    exchange: exchangeEntries(derived),
    caseWork: { send: async () => undefined },
    log: silent,
  });
  return (events: readonly StreamRecord[]) => handle({ Records: events });
};

/** Of departments that have no endpoints. */
const noWebhooks = () => async () => undefined;

/** The function that fills inboxes, given messages as the queue does; `attempt` counts how often they were received. */
export const delivery = (client: DynamoDBDocumentClient) => {
  const handle = deliverNotification({
    inbox: inboxStore({ client, table: names.derivedTable }),
    webhooks: noWebhooks,
    log: silent,
  });
  return (messages: readonly unknown[], attempt = 1) =>
    handle({
      Records: messages.map((body, at) => ({
        messageId: String(at),
        body: typeof body === 'string' ? body : JSON.stringify(body),
        attributes: { MessageGroupId: groupOf(body), ApproximateReceiveCount: String(attempt) },
      })),
    });
};

const groupOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'about' in body ? String(body.about) : 'none';
