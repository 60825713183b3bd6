import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { clockStore } from '../clocks/clock-store.ts';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';
import { readable } from '../kernel/readable.ts';
import { clockedEnd } from '../withdrawal-ledger/end-notice.ts';
import { endNoticeKeys } from '../withdrawal-ledger/end-notice-store.ts';
import { Notification } from './notification.ts';

const instant = z.custom<Instant>((value) => parseInstant(value) !== undefined);

/** A notification as it lies in a department's inbox. */
export const InboxEntry = Notification.extend({
  acknowledgedAt: instant.exactOptional(),
  acknowledgedBy: z.string().exactOptional(),
});
export type InboxEntry = z.output<typeof InboxEntry>;

/** Position in an inbox: time and id of the entry before. */
export const POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w-]{22}$/;

/** Departments' inboxes: what was delivered and is not acknowledged yet. */
export interface InboxStore {
  /** Delivers once: again is a no-op, also after it was acknowledged. A notice of an end that is to be acknowledged has a clock from then on. */
  deliver(notification: Notification): Promise<void>;
  /** Unacknowledged entries of a department, oldest first, after a position. */
  open(
    department: string,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly entries: readonly InboxEntry[]; readonly next: string | undefined }>;
  /** The entry at a key as it is now, read consistently; undefined if it was not delivered. */
  at(key: ReturnType<typeof notificationKey>): Promise<InboxEntry | undefined>;
  /** Acknowledges an entry of a department; the first acknowledgement stays. Undefined if it has no such entry. */
  acknowledge(entry: {
    readonly id: string;
    readonly department: string;
    readonly officer: string;
    readonly at: Instant;
  }): Promise<InboxEntry | undefined>;
}

/** A department is never a partition key by itself (1,000 units a second is the limit of one); four spread an inbox and are four small queries. */
const SHARDS = 4;
const INBOX = 'inbox';

/** Where a notification lies in the derived table, acknowledged or not. */
export const notificationKey = (id: string) => ({ pk: `NOTIFICATION#${id}`, sk: 'NOTIFICATION' });

const keys = {
  notification: notificationKey,
  inbox: (department: string, shard: number) => `${department}#${shard}`,
  position: (entry: Pick<InboxEntry, 'at' | 'id'>) => `${entry.at}#${entry.id}`,
};

const shardOf = (id: string): number => (id.charCodeAt(0) + id.charCodeAt(1)) % SHARDS;

const toItem = (notification: Notification) => ({
  ...keys.notification(notification.id),
  inboxPk: keys.inbox(notification.recipient, shardOf(notification.id)),
  inboxSk: keys.position(notification),
  ...endNoticeKeys(notification),
  ...notification,
});

const Entry = z.object(InboxEntry.shape);
const fromItem = (item: unknown): InboxEntry => Entry.parse(item);

/** What lies at a position; what a newer release delivered cannot be read, stays for it, and hides nothing that can. */
interface Placed {
  readonly position: string;
  readonly entries: readonly InboxEntry[];
}

const Place = z.object({ inboxSk: z.string() });
const placed = (item: unknown): Placed => ({
  position: Place.parse(item).inboxSk,
  entries: readable(Entry, [item]).read,
});

export const inboxStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): InboxStore => {
  const { client, table: TableName } = deps;
  const clocks = clockStore(deps);

  const shard = async (
    department: string,
    number: number,
    after: string,
    limit: number,
  ): Promise<readonly Placed[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: INBOX,
        KeyConditionExpression: 'inboxPk = :pk AND inboxSk > :after',
        ExpressionAttributeValues: { ':pk': keys.inbox(department, number), ':after': after },
        Limit: limit,
      }),
    );
    return Items.map(placed);
  };

  const at: InboxStore['at'] = async ({ pk, sk }) => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
    return Item === undefined ? undefined : fromItem(Item);
  };

  return {
    at,

    deliver: async (notification) => {
      const clocked = clockedEnd(notification);
      // First, so that what was delivered never lacks its clock: a clock whose notice is not there yet waits for it.
      if (clocked !== undefined) await clocks.put(clocked, keys.notification(notification.id));
      await conditionHeld(
        client.send(
          new PutCommand({ TableName, Item: toItem(notification), ConditionExpression: 'attribute_not_exists(pk)' }),
        ),
      );
    },

    open: async (department, after, limit) => {
      const shards = await Promise.all(
        Array.from({ length: SHARDS }, (_, number) => shard(department, number, after ?? ' ', limit + 1)),
      );
      const found = shards.flat().sort((a, b) => (a.position < b.position ? -1 : 1));
      const page = found.slice(0, limit);
      const next = found.length > limit ? page.at(-1)?.position : undefined;
      return { entries: page.flatMap(({ entries }) => entries), next };
    },

    acknowledge: async ({ id, department, officer, at: acknowledgedAt }) => {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName,
            Key: keys.notification(id),
            UpdateExpression: 'SET acknowledgedAt = :at, acknowledgedBy = :officer REMOVE inboxPk, inboxSk',
            ConditionExpression: 'recipient = :department AND attribute_not_exists(acknowledgedAt)',
            ExpressionAttributeValues: { ':at': acknowledgedAt, ':officer': officer, ':department': department },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return fromItem(Attributes);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const entry = await at(keys.notification(id));
        return entry?.recipient === department ? entry : undefined;
      }
    },
  };
};
