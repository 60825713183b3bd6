import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { concurrently } from '../kernel/concurrently.ts';
import type { HeadKey } from './head.ts';

/** Where heads of any sort lie, by their ids; the index lags, so that a head of a moment ago may not be found yet. */
export interface HeadLocator {
  locate(ids: readonly string[]): Promise<ReadonlyMap<string, HeadKey>>;
}

const Located = z.object({ pk: z.string(), sk: z.string() });

/** Queries at a time. */
const AT_ONCE = 8;

export const headLocator = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): HeadLocator => ({
  locate: async (ids) => {
    const found = new Map<string, HeadKey>();
    await concurrently(AT_ONCE, new Set(ids), async (id) => {
      const { Items = [] } = await deps.client.send(
        new QueryCommand({
          TableName: deps.table,
          IndexName: 'by-id',
          KeyConditionExpression: '#id = :id',
          ExpressionAttributeNames: { '#id': 'id' },
          ExpressionAttributeValues: { ':id': id },
          Limit: 1,
        }),
      );
      if (Items[0] !== undefined) found.set(id, Located.parse(Items[0]));
    });
    return found;
  },
});
