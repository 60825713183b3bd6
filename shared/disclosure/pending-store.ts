import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import type { RecordRef } from './publication-source.ts';

/** A record that the register changed, and the newest version that was heard of. */
export interface PendingChange extends RecordRef {
  readonly version: number;
}

/** What the publisher has yet to look at. */
export interface PendingStore {
  /** Notes a change; of several versions the highest stays, in whatever order they come. */
  put(change: PendingChange): Promise<void>;
  /** All that waits. */
  all(): Promise<readonly PendingChange[]>;
  /** The same page by page, for a load of which not everything is to be in memory. */
  pages(): AsyncIterable<readonly PendingChange[]>;
  /** Takes off what was looked at; a record that got a higher version meanwhile stays. */
  settle(handled: readonly Pick<PendingChange, 'recordId' | 'version'>[]): Promise<void>;
}

const SHARDS = 16;
const SHARDS_AT_A_TIME = 8;

const keys = {
  partition: (shard: number) => `PENDING#${shard}`,
  item: (recordId: string) => ({ pk: keys.partition(shardOf(recordId, SHARDS)), sk: recordId }),
};

const Item = z.object({
  recordId: z.string(),
  recordPk: z.string(),
  recordSk: z.string(),
  version: z.int(),
});

/** Pending publications in the derived table: `PENDING#<shard>` / `<recordId>`. */
export const pendingStore = (client: DynamoDBDocumentClient, table: string): PendingStore => {
  const pagesOf = async function* (shard: number): AsyncGenerator<readonly PendingChange[]> {
    const query = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.partition(shard) },
    };
    for await (const { Items } of paginateQuery({ client }, query)) yield z.array(Item).parse(Items ?? []);
  };

  return {
    put: async ({ recordId, recordPk, recordSk, version }) => {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...keys.item(recordId), recordId, recordPk, recordSk, version },
            ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
            ExpressionAttributeValues: { ':version': version },
          }),
        );
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },

    all: async () => {
      const shards = await concurrently(SHARDS_AT_A_TIME, allShards(SHARDS), async (shard) => {
        const found: PendingChange[] = [];
        for await (const page of pagesOf(shard)) found.push(...page);
        return found;
      });
      return shards.flat();
    },

    pages: async function* () {
      for (const shard of allShards(SHARDS)) yield* pagesOf(shard);
    },

    settle: (handled) =>
      batches(client, table).deleteUpTo(
        handled.map(({ recordId, version }) => ({ key: keys.item(recordId), version })),
      ),
  };
};
