import { type DynamoDBDocumentClient, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { EntryState } from './entry-state.ts';
import type { RecordRef } from './publication-source.ts';

/**
 * What the publisher knows of each record. It alone writes this, one run at a time, so that writes need no condition.
 */
export interface EntryStateStore {
  /** By record id. */
  get(recordIds: readonly string[]): Promise<ReadonlyMap<string, EntryState>>;
  put(states: readonly EntryState[]): Promise<void>;
  /** Those to be looked at again on `today` or before. */
  due(today: CalendarDate): Promise<readonly RecordRef[]>;
  /** All, page by page. */
  pages(): AsyncIterable<readonly EntryState[]>;
}

const SHARDS = 4;
const PREFIX = 'PUB#';
const WHAT = ['leave', 'enter'] as const;

const keys = {
  item: (recordId: string) => ({ pk: `${PREFIX}${recordId}`, sk: 'PUB' }),
  duePartition: (what: (typeof WHAT)[number], shard: number) => `${what.toUpperCase()}#${shard}`,
  due: ({ recordId, due }: EntryState) =>
    due && { duePk: keys.duePartition(due.what, shardOf(recordId, SHARDS)), dueSk: `${due.on}#${recordId}` },
};

/** `$` follows `#`: below this lies every `<date>#<record id>` up to that date. */
const upTo = (date: CalendarDate): string => `${date}$`;

const Ref = EntryState.pick({ recordId: true, recordPk: true, recordSk: true });
const toItem = (state: EntryState) => ({ ...keys.item(state.recordId), ...state, ...keys.due(state) });
const fromItems = (items: unknown): readonly EntryState[] => z.array(EntryState).parse(items ?? []);

/** Entry states in the derived table: `PUB#<recordId>` / `PUB`, and the index `due`. */
export const entryStateStore = (client: DynamoDBDocumentClient, table: string): EntryStateStore => ({
  get: async (recordIds) => {
    const states = fromItems(await batches(client, table).get(recordIds.map(keys.item)));
    return new Map(states.map((state) => [state.recordId, state]));
  },

  put: (states) => batches(client, table).put(states.map(toItem)),

  due: async (today) => {
    const partitions = WHAT.flatMap((what) => allShards(SHARDS).map((shard) => keys.duePartition(what, shard)));
    const found = await concurrently(SHARDS, partitions, async (partition) => {
      const query = {
        TableName: table,
        IndexName: 'due',
        KeyConditionExpression: 'duePk = :pk AND dueSk < :end',
        ExpressionAttributeValues: { ':pk': partition, ':end': upTo(today) },
      };
      const refs: RecordRef[] = [];
      for await (const { Items } of paginateQuery({ client }, query)) refs.push(...z.array(Ref).parse(Items ?? []));
      return refs;
    });
    return found.flat();
  },

  pages: async function* () {
    const scan = {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': PREFIX },
    };
    for await (const { Items } of paginateScan({ client }, scan)) yield fromItems(Items);
  },
});
