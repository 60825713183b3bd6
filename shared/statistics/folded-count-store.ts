import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';
import type { DisclosureCounts } from './disclosure-counts.ts';

const counts = z.object({
  department: z.string(),
  kind: z.string(),
  received: z.int(),
  timely: z.int(),
  late: z.int(),
  missing: z.int(),
  running: z.int(),
  notPublic: z.int(),
});

const FoldedItem = z.object({
  countedAt: z.custom<Instant>((value) => parseInstant(value) !== undefined),
  counts: z.array(counts),
});

/** The counts of a month as they were last folded. */
export interface FoldedCounts {
  readonly countedAt: Instant;
  readonly counts: readonly DisclosureCounts[];
}

/** A month's folded counts: one item, some kilobytes for all departments of a city. */
export interface FoldedCountStore {
  put(month: string, folded: FoldedCounts): Promise<void>;
  find(month: string): Promise<FoldedCounts | undefined>;
}

const pk = (month: string): string => `COUNTS#${month}`;

export const foldedCountStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): FoldedCountStore => ({
  put: async (month, folded) => {
    await deps.client.send(
      new PutCommand({ TableName: deps.table, Item: { pk: pk(month), sk: 'DISCLOSURE', ...folded } }),
    );
  },
  find: async (month) => {
    const { Items = [] } = await deps.client.send(
      new QueryCommand({
        TableName: deps.table,
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: { ':pk': pk(month), ':sk': 'DISCLOSURE' },
      }),
    );
    return Items[0] === undefined ? undefined : FoldedItem.parse(Items[0]);
  },
});
