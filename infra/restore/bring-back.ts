import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, paginateScan, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches, type Key } from '../../shared/aws/batches.ts';

type Item = Record<string, unknown>;
const Keyed = z.looseObject({ pk: z.string(), sk: z.string() });

/** What was done, or would be. */
export interface BroughtBack {
  readonly written: number;
  readonly deleted: number;
  readonly same: number;
}

interface Tables {
  readonly from: string;
  readonly to: string;
  /** Parts of a table that are read at a time. */
  readonly segments: number;
  readonly dryRun: boolean;
}

const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);
const keyOf = (item: Item): Key => {
  const { pk, sk } = Keyed.parse(item);
  return { pk, sk };
};

/** Page by page, each part of a table for itself: never more of it in memory than a page a part. */
const eachPage = async (
  client: DynamoDBDocumentClient,
  scan: Omit<ScanCommandInput, 'Segment' | 'TotalSegments' | 'ConsistentRead'>,
  segments: number,
  work: (items: readonly Item[]) => Promise<void>,
): Promise<void> => {
  const parts = Array.from({ length: segments }, async (_, Segment) => {
    const pages = paginateScan({ client }, { ...scan, ConsistentRead: true, Segment, TotalSegments: segments });
    for await (const { Items = [] } of pages) if (Items.length > 0) await work(Items);
  });
  await Promise.all(parts);
};

/**
 * Makes one table's items those of another: what differs is written, what is not there is deleted, what is the same is left alone, so that a
 * run that was interrupted is just begun again. Nobody may write to either meanwhile.
 */
export const bringBack = async (
  client: DynamoDBDocumentClient,
  { from, to, segments, dryRun }: Tables,
): Promise<BroughtBack> => {
  const restored = batches(client, from);
  const living = batches(client, to);
  const counts = { written: 0, deleted: 0, same: 0 };
  await eachPage(client, { TableName: from }, segments, async (items) => {
    const there = new Map((await living.get(items.map(keyOf))).map((item) => [nameOf(keyOf(item)), item]));
    const other = items.filter((item) => !isDeepStrictEqual(there.get(nameOf(keyOf(item))), item));
    if (!dryRun) await living.put(other);
    counts.written += other.length;
    counts.same += items.length - other.length;
  });
  const keysOnly = { TableName: to, ProjectionExpression: 'pk, sk' };
  await eachPage(client, keysOnly, segments, async (items) => {
    const keys = items.map(keyOf);
    const kept = new Set((await restored.get(keys)).map((item) => nameOf(keyOf(item))));
    const surplus = keys.filter((key) => !kept.has(nameOf(key)));
    if (!dryRun) await living.delete(surplus);
    counts.deleted += surplus.length;
  });
  return counts;
};
