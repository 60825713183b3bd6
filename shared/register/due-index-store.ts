import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { allShards, shardOf } from '../kernel/shards.ts';

/** Items of the derived table that come up on a day, by its index `due`, which lags behind the items. */
export interface DueIndex {
  /** The attributes by which an item comes up on a day, `YYYY-MM-DD` or what sorts like one; an item without them does not. */
  position(id: string, on: string): { readonly duePk: string; readonly dueSk: string };
  /** What has come up by a day, page by page. */
  by(day: string): AsyncIterable<readonly unknown[]>;
}

/** Hundreds of measures of one plan, all penalties of one campaign come up on one day: their writes must not meet in one partition. */
const SHARDS = 8;
const PAGE = 100;

/** `$` follows `#`: below this lies every `<date>#<id>` up to that date. */
const upTo = (day: string): string => `${day}$`;

/** The part of the index that bears a name: `<name>#<shard>` / `<date>#<id>`. */
export const dueIndex = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly name: string;
}): DueIndex => {
  const { client, table: TableName, name } = deps;
  const partition = (shard: number): string => `${name}#${shard}`;
  return {
    position: (id, on) => ({ duePk: partition(shardOf(id, SHARDS)), dueSk: `${on}#${id}` }),

    by: async function* (day) {
      for (const shard of allShards(SHARDS)) {
        const query = {
          TableName,
          IndexName: 'due',
          KeyConditionExpression: 'duePk = :pk AND dueSk < :end',
          ExpressionAttributeValues: { ':pk': partition(shard), ':end': upTo(day) },
          Limit: PAGE,
        };
        for await (const { Items = [] } of paginateQuery({ client }, query)) yield Items;
      }
    },
  };
};
