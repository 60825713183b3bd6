import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { EndDate } from './end-date.ts';

/** When tasks, cases and bases end by date: for the sweep only, a check reads the dates of the heads themselves. */
export interface EndDateStore {
  /** Notes an end to come, or that there is none any more; what an older version says changes nothing. */
  note(end: EndDate): Promise<void>;
  /** What has ended by a day, page by page. */
  dueBy(today: CalendarDate): AsyncIterable<readonly EndDate[]>;
}

/** Measures of a plan of hundreds of tasks end on one day: their writes must not meet in one partition. */
const SHARDS = 8;
const PAGE = 100;

/** Where the end of a head lies in the derived table. */
export const endDateKey = (id: string) => ({ pk: `END#${id}`, sk: 'END' });

const duePartition = (shard: number) => `end#${shard}`;

/** `$` follows `#`: below this lies every `<date>#<id>` up to that date. */
const upTo = (date: CalendarDate): string => `${date}$`;

export const endDateStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): EndDateStore => {
  const { client, table: TableName } = deps;

  const put = (end: EndDate, until: CalendarDate): Promise<unknown> =>
    client.send(
      new PutCommand({
        TableName,
        Item: {
          ...endDateKey(end.id),
          ...end,
          duePk: duePartition(shardOf(end.id, SHARDS)),
          dueSk: `${until}#${end.id}`,
        },
        ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
        ExpressionAttributeValues: { ':version': end.version },
      }),
    );

  const remove = ({ id, version }: EndDate): Promise<unknown> =>
    client.send(
      new DeleteCommand({
        TableName,
        Key: endDateKey(id),
        ConditionExpression: 'version <= :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );

  return {
    note: async (end) => {
      const written = end.until === undefined ? remove(end) : put(end, end.until);
      await written.catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
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
        for await (const { Items } of paginateQuery({ client }, query)) yield z.array(EndDate).parse(Items ?? []);
      }
    },
  };
};
