import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { allShards, shardOf } from '../kernel/shards.ts';
import type { IndexAttributes } from './head-kind.ts';
import type { LinkedPage } from './link-index-store.ts';

/** A department is never a partition key by itself; four spread its work and are four small queries. */
const SHARDS = 4;

/** Work that waits for its department, or work that is over. */
export const OWNED_STATUSES = ['open', 'done'] as const;
export type OwnedStatus = (typeof OWNED_STATUSES)[number];

/** Whose work a head is, and when it is due, or since when it is there once it is over. */
export interface Owned {
  readonly id: string;
  readonly owner: string;
  readonly status: OwnedStatus;
  readonly on: string;
}

/** Position in a list: status, date and id of the head before. */
export const OWNED_POSITION = /^(open|done)#\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** One page of an owner's list. */
export interface OwnedQuery {
  readonly owner: string;
  readonly status: OwnedStatus;
  /** @default from the beginning */
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of a list of heads of one sort by their owner: what is open first due first, what is done last come first. It lags behind them. */
export type OwnedIndex = (query: OwnedQuery) => Promise<LinkedPage>;

const Item = z.object({ pk: z.string(), sk: z.string(), ownerSk: z.string() });

/** BETWEEN includes the position itself, which is left out afterwards. */
const rangeOf = ({ status, after }: OwnedQuery) =>
  status === 'open' ? { ':low': after ?? 'open#', ':high': 'open$' } : { ':low': 'done#', ':high': after ?? 'done$' };

const partition = (sort: string, owner: string, shard: number): string => `${sort}#${owner}#${shard}`;

/** Attributes by which a head of a sort is found in its owner's list. */
export const ownedAttributes = (sort: string, { id, owner, status, on }: Owned): IndexAttributes => ({
  ownerPk: partition(sort, owner, shardOf(id, SHARDS)),
  ownerSk: `${status}#${on}#${id}`,
});

/** Reads owners' lists of a sort. */
export const ownedIndex =
  (sort: string, deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): OwnedIndex =>
  async (query) => {
    const shard = async (number: number) => {
      const { Items = [] } = await deps.client.send(
        new QueryCommand({
          TableName: deps.table,
          IndexName: 'by-owner',
          KeyConditionExpression: 'ownerPk = :pk AND ownerSk BETWEEN :low AND :high',
          ExpressionAttributeValues: { ':pk': partition(sort, query.owner, number), ...rangeOf(query) },
          ScanIndexForward: query.status === 'open',
          Limit: query.limit + 2,
        }),
      );
      return z
        .array(Item)
        .parse(Items)
        .filter(({ ownerSk }) => ownerSk !== query.after);
    };
    const shards = await Promise.all(allShards(SHARDS).map(shard));
    const ascending = shards.flat().toSorted((a, b) => (a.ownerSk < b.ownerSk ? -1 : 1));
    const found = query.status === 'open' ? ascending : ascending.toReversed();
    const page = found.slice(0, query.limit);
    const next = found.length > query.limit ? page.at(-1)?.ownerSk : undefined;
    return { keys: page.map(({ pk, sk }) => ({ pk, sk })), next };
  };
