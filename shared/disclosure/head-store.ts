import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Instant } from '../kernel/beijing-time.ts';
import { STATE_BYTES } from './lt-hash.ts';
import { StoredCount, StoredInstant, StoredSha256 } from './stored.ts';

/** How far the log has grown with a version. What is signed is this, and only once the version is committed. */
const LogHead = z.object({
  origin: z.string().min(1),
  size: z.int().min(1),
  /** The hash of the tree, base64. */
  root: z.string(),
});
export type LogHead = Readonly<z.infer<typeof LogHead>>;

const Head = z.object({
  version: z.int().min(1),
  runId: z.string(),
  /** `committed`: the version is decided and may lie in the public copy in part; `projected`: it is all there. */
  state: z.enum(['committed', 'projected']),
  stateDigest: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === STATE_BYTES),
  manifestSha256: StoredSha256,
  bulkSha256: StoredSha256,
  /** Absent from versions that were made before there were members. */
  membersSha256: StoredSha256.optional(),
  /** Absent from versions that were made before there was a log. */
  log: LogHead.optional(),
  /** Versions of a load left names to be added to the index all at once. */
  namesWait: z.literal(true).optional(),
  /** The plan in the staging bucket from which an unfinished projection is finished. */
  planKey: z.string(),
  entries: StoredCount,
  counts: z.record(z.string(), StoredCount),
  cutAt: StoredInstant,
  publishedAt: StoredInstant,
  /** When the public could read it for the first time. */
  projectedAt: StoredInstant.optional(),
});

/** The newest version of the public copy. It alone orders versions. */
export type Head = Readonly<z.infer<typeof Head>>;

/** The head, moved by conditional writes only. */
export interface HeadStore {
  read(): Promise<Head | undefined>;
  /** Puts `next` in the place of exactly `before`; false if another run moved the head. */
  commit(next: Head, before: Head | undefined): Promise<boolean>;
  /** Notes when `head` became readable; answers the first instant that was ever noted for it. */
  stamp(head: Head, at: Instant): Promise<Instant>;
  /** Marks `head` as projected, unless it is no longer the head. */
  projected(head: Head): Promise<void>;
}

const keys = { head: { pk: 'PUBLICATION', sk: 'HEAD' } };
const names = { '#state': 'state' };
const SAME = 'version = :version AND runId = :runId AND #state = :state';

const same = ({ version, runId, state }: Head) => ({
  ConditionExpression: SAME,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: { ':version': version, ':runId': runId, ':state': state },
});

/** The head in the derived table: `PUBLICATION` / `HEAD`. */
export const headStore = (client: DynamoDBDocumentClient, table: string): HeadStore => {
  const read = async (): Promise<Head | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: keys.head, ConsistentRead: true }));
    return Item && Head.parse(Item);
  };
  return {
    read,

    commit: async (next, before) => {
      const condition = before ? same(before) : { ConditionExpression: 'attribute_not_exists(pk)' };
      try {
        await client.send(new PutCommand({ TableName: table, Item: { ...keys.head, ...next }, ...condition }));
        return true;
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        // The SDK repeats a write whose answer was lost: then it is our own head that stands in the way.
        return (await read())?.runId === next.runId;
      }
    },

    stamp: async (head, at) => {
      const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = same(head);
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.head,
          UpdateExpression: 'SET projectedAt = if_not_exists(projectedAt, :at)',
          ConditionExpression,
          ExpressionAttributeNames,
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ':at': at },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return StoredInstant.parse(Attributes?.['projectedAt']);
    },

    projected: async (head) => {
      const { ExpressionAttributeValues, ...condition } = same(head);
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: keys.head,
            UpdateExpression: 'SET #state = :projected',
            ...condition,
            ExpressionAttributeValues: { ...ExpressionAttributeValues, ':projected': 'projected' },
          }),
        );
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },
  };
};
