import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { addDays, beijingDate, beijingMidnight, type Instant, toEpochSeconds } from '../kernel/beijing-time.ts';
import { readable } from '../kernel/readable.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import type { Notification } from '../notifications/notification.ts';
import { Delivery } from './delivery.ts';

/** Position in a delivery log: time of the event and id of the notification. */
export const DELIVERY_POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w-]{22}$/;

/** Why an endpoint is left alone for a while: it does not answer, or it asked for that. */
export const Rest = z.object({ until: z.string(), because: z.enum(['silent', 'throttled']) });
export type Rest = z.output<typeof Rest>;

/** Which way a log is read, and after which position. */
export interface LogQuery {
  readonly order: 'newest-first' | 'oldest-first';
  /** @default from the beginning of that order */
  readonly after: string | undefined;
  readonly limit: number;
}

export interface LogPage {
  readonly deliveries: readonly Delivery[];
  readonly next: string | undefined;
}

/** Deliveries in the derived table: one item for a notification and an endpoint, found by what it is about, by when it is due, and by its time. */
export interface DeliveryStore {
  /** All of one endpoint about one thing, read consistently, oldest version first. */
  lane(endpoint: string, about: string): Promise<readonly Delivery[]>;
  /** Adds a delivery; false if it is there already. */
  add(delivery: Delivery): Promise<boolean>;
  /** Writes the next revision; false if another one was faster. */
  save(delivery: Delivery): Promise<boolean>;
  /** Those of an endpoint that are due, the longest due first; by an index, which lags. */
  due(endpoint: string, now: Instant, limit: number): Promise<readonly Delivery[]>;
  /** A page of an endpoint's log by the time of the events, from a position on; `next` is where the next page begins. */
  log(endpoint: string, page: LogQuery): Promise<LogPage>;
  /** Whether an endpoint is left alone just now. */
  resting(endpoint: string, now: Instant): Promise<Rest | undefined>;
  /** Leaves it alone until a moment; an earlier one than now wakes it. */
  rest(endpoint: string, rest: Rest): Promise<void>;
}

/** One endpoint's items are spread over so many partitions of the indexes: a campaign of a hundred thousand notices must not throttle its own writes. */
const SHARDS = 4;
/** Longer than any ladder, and long enough to ask what was sent last quarter. The inbox does not forget with it. */
const KEPT_DAYS = 92;
const REST_KEPT_DAYS = 2;

const keys = {
  delivery: ({ endpoint, notification: { about, version, at, id } }: Pick<Delivery, 'endpoint' | 'notification'>) => ({
    pk: `DELIVERIES#${endpoint}#${about}`,
    sk: `${String(version).padStart(9, '0')}#${at}#${id}`,
  }),
  rest: (endpoint: string) => ({ pk: `ENDPOINT-REST#${endpoint}`, sk: 'REST' }),
  due: (endpoint: string, shard: number) => `delivery#${endpoint}#${shard}`,
  log: (endpoint: string, shard: number) => `delivery-log#${endpoint}#${shard}`,
  position: ({ at, id }: Pick<Notification, 'at' | 'id'>) => `${at}#${id}`,
};

const expiry = (at: Instant, days: number) => toEpochSeconds(beijingMidnight(addDays(beijingDate(at), days)));

const toItem = (delivery: Delivery) => {
  const { endpoint, notification, nextAt, last } = delivery;
  const shard = shardOf(notification.id, SHARDS);
  return {
    ...keys.delivery(delivery),
    ...delivery,
    inboxPk: keys.log(endpoint, shard),
    inboxSk: keys.position(notification),
    ...(nextAt !== undefined && { duePk: keys.due(endpoint, shard), dueSk: `${nextAt}#${notification.id}` }),
    expiresAt: expiry(last?.at ?? notification.at, KEPT_DAYS),
  };
};

const AFTER_ALL = '~';

export const deliveryStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): DeliveryStore => {
  const { client, table: TableName } = deps;

  const put = async (delivery: Delivery, condition: object): Promise<boolean> => {
    return conditionHeld(client.send(new PutCommand({ TableName, Item: toItem(delivery), ...condition })));
  };

  const onIndex = async (
    index: 'due' | 'inbox',
    side: '<' | '>',
    values: Readonly<Record<':pk' | ':at', string>>,
    given: object,
  ) => {
    const { Items: found } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: index,
        KeyConditionExpression: `${index}Pk = :pk AND ${index}Sk ${side} :at`,
        ExpressionAttributeValues: values,
        ...given,
      }),
    );
    // What a newer release wrote waits for it, and keeps nothing back that can be sent.
    return readable(Delivery, found).read;
  };

  const shards = async (read: (shard: number) => Promise<readonly Delivery[]>) =>
    (await Promise.all(allShards(SHARDS).map(read))).flat();

  return {
    lane: async (endpoint, about) => {
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `DELIVERIES#${endpoint}#${about}` },
        ConsistentRead: true,
      };
      const found: Delivery[] = [];
      for await (const page of paginateQuery({ client }, query)) {
        for (const item of page.Items ?? []) {
          const { read, unread } = readable(Delivery, [item]);
          // What comes after it waits for it: a later version never overtakes an earlier one.
          if (unread > 0) return found;
          found.push(...read);
        }
      }
      return found;
    },

    add: (delivery) => put(delivery, { ConditionExpression: 'attribute_not_exists(pk)' }),

    save: (delivery) =>
      put(delivery, {
        ConditionExpression: 'revision = :old',
        ExpressionAttributeValues: { ':old': delivery.revision - 1 },
      }),

    due: async (endpoint, now, limit) => {
      const found = await shards((shard) =>
        onIndex('due', '<', { ':pk': keys.due(endpoint, shard), ':at': `${now}#${AFTER_ALL}` }, { Limit: limit }),
      );
      return found.toSorted((a, b) => ((a.nextAt ?? '') < (b.nextAt ?? '') ? -1 : 1)).slice(0, limit);
    },

    log: async (endpoint, { order, after, limit }) => {
      const newestFirst = order === 'newest-first';
      const found = await shards((shard) =>
        onIndex(
          'inbox',
          newestFirst ? '<' : '>',
          { ':pk': keys.log(endpoint, shard), ':at': after ?? (newestFirst ? AFTER_ALL : ' ') },
          { Limit: limit + 1, ScanIndexForward: !newestFirst },
        ),
      );
      const position = ({ notification }: Delivery) => keys.position(notification);
      const ascending = found.toSorted((a, b) => (position(a) < position(b) ? -1 : 1));
      const page = (newestFirst ? ascending.toReversed() : ascending).slice(0, limit);
      const last = page.at(-1);
      return { deliveries: page, next: found.length > limit && last ? position(last) : undefined };
    },

    resting: async (endpoint, now) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.rest(endpoint) }));
      if (Item === undefined) return undefined;
      const rest = Rest.parse(Item);
      return rest.until > now ? rest : undefined;
    },

    rest: async (endpoint, { until, because }) => {
      const expiresAt = Math.ceil(Date.parse(until) / 1_000) + REST_KEPT_DAYS * 86_400;
      await client.send(new PutCommand({ TableName, Item: { ...keys.rest(endpoint), until, because, expiresAt } }));
    },
  };
};
