import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { RetentionDue } from './retained.ts';

/** When heads are to be put away or erased: for the nightly run only, what is public or used goes by the dates themselves. */
export interface RetentionDueStore {
  /** Notes a day to come, or that there is none any more; what an older version says changes nothing. */
  note(due: RetentionDue): Promise<void>;
  /** The version of a head that was noted last, which the relay does when all else that follows from it was sent. */
  notedVersion(id: string): Promise<number | undefined>;
  /** What is due by a day, page by page. */
  dueBy(today: CalendarDate): AsyncIterable<readonly RetentionDue[]>;
}

/** All penalties of one campaign are due on one day: their writes must not meet in one partition. */
const SHARDS = 8;
const PAGE = 100;

/** Where the term of a head lies in the derived table. */
export const retentionDueKey = (id: string) => ({ pk: `RETAIN#${id}`, sk: 'RETAIN' });

const duePartition = (shard: number) => `retain#${shard}`;

/** `$` follows `#`: below this lies every `<date>#<id>` up to that date. */
const upTo = (date: CalendarDate): string => `${date}$`;

export const retentionDueStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): RetentionDueStore => {
  const { client, table: TableName } = deps;

  const put = (due: RetentionDue, on: CalendarDate): Promise<unknown> =>
    client.send(
      new PutCommand({
        TableName,
        Item: {
          ...retentionDueKey(due.id),
          ...due,
          duePk: duePartition(shardOf(due.id, SHARDS)),
          dueSk: `${on}#${due.id}`,
        },
        // The rule may have changed under the same version.
        ConditionExpression: 'attribute_not_exists(pk) OR version <= :version',
        ExpressionAttributeValues: { ':version': due.version },
      }),
    );

  const remove = ({ id, version }: RetentionDue): Promise<unknown> =>
    client.send(
      new DeleteCommand({
        TableName,
        Key: retentionDueKey(id),
        ConditionExpression: 'version <= :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );

  return {
    note: async (due) => {
      const written = due.due === undefined ? remove(due) : put(due, due.due);
      await written.catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
    },

    notedVersion: async (id) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: retentionDueKey(id), ConsistentRead: true }));
      return Item === undefined ? undefined : RetentionDue.parse(Item).version;
    },

    dueBy: async function* (today) {
      for (const shard of allShards(SHARDS)) {
        const query = {
          TableName,
          IndexName: 'due',
          KeyConditionExpression: 'duePk = :pk AND dueSk < :end',
          ExpressionAttributeValues: { ':pk': duePartition(shard), ':end': upTo(today) },
          Limit: PAGE,
        };
        for await (const { Items } of paginateQuery({ client }, query)) yield z.array(RetentionDue).parse(Items ?? []);
      }
    },
  };
};
