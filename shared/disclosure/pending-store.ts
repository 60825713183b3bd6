import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches, type Key } from '../aws/batches.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type EnteringAt, isEntering, pendingKeys } from './pending-keys.ts';
import type { RecordRef } from './publication-source.ts';

/** A record that the register changed, and the newest version that was heard of. */
export interface PendingChange extends RecordRef {
  readonly version: number;
  /** Where a new record stands among those that wait. Absent of a change, and of what an older release noted. */
  readonly order?: string | undefined;
}

/** What was looked at: the version, and where it waited. */
export type Handled = Pick<PendingChange, 'recordId' | 'version' | 'order'>;

/** What the publisher has yet to look at. */
export interface PendingStore {
  /** Notes a change; of several versions the highest stays, in whatever order they come. */
  put(change: PendingChange): Promise<void>;
  /** All that waits, each record once, with its highest version. */
  all(): Promise<readonly PendingChange[]>;
  /** Changes of records that were there, page by page: what must leave is among them. */
  changes(): AsyncIterable<readonly PendingChange[]>;
  /**
   * New records, page by page, so ordered that those of one subject follow one another, and subjects as their look-up files do: a version
   * that takes the next ones writes few files. From the beginning, or behind one of them.
   */
  entering(after?: EnteringAt): AsyncIterable<readonly PendingChange[]>;
  /** Takes off what was looked at; a record that got a higher version meanwhile stays. */
  settle(handled: readonly Handled[]): Promise<void>;
}

const Item = z.object({
  recordId: z.string(),
  recordPk: z.string(),
  recordSk: z.string(),
  version: z.int(),
  order: z.string().optional(),
});

/** Pending publications in the derived table: keys as pending-keys.ts has them. */
export const pendingStore = (client: DynamoDBDocumentClient, table: string): PendingStore => {
  const pagesOf = async function* (
    pk: string,
    { filter, after }: { readonly filter?: string; readonly after?: Key | undefined },
  ): AsyncGenerator<readonly PendingChange[]> {
    const query = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ...(filter && { FilterExpression: filter }),
      ExpressionAttributeValues: { ':pk': pk, ...(filter && { ':first': 1 }) },
      ...(after && { ExclusiveStartKey: after }),
    };
    for await (const { Items = [] } of paginateQuery({ client }, query))
      if (Items.length > 0) yield z.array(Item).parse(Items);
  };
  const changes = async function* () {
    for (const pk of pendingKeys.changes()) yield* pagesOf(pk, { filter: 'version > :first' });
  };
  const entering = async function* (after?: EnteringAt) {
    const start = after && pendingKeys.of(after);
    const partitions = [
      ...pendingKeys.entering().map((pk) => ({ pk, filter: {} })),
      // What an older release noted waits among the changes.
      ...pendingKeys.changes().map((pk) => ({ pk, filter: { filter: 'version = :first' } })),
    ];
    const from = start ? partitions.findIndex(({ pk }) => pk === start.pk) : 0;
    for (const { pk, filter } of partitions.slice(from))
      yield* pagesOf(pk, { ...filter, after: pk === start?.pk ? start : undefined });
  };

  return {
    put: async ({ recordId, recordPk, recordSk, version }) => {
      const order = isEntering(version) ? pendingKeys.orderOf(recordPk, sha256Hex) : undefined;
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: {
              ...pendingKeys.of({ recordId, order }),
              recordId,
              recordPk,
              recordSk,
              version,
              ...(order && { order }),
            },
            ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
            ExpressionAttributeValues: { ':version': version },
          }),
        );
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },

    all: async () => {
      const found = new Map<string, PendingChange>();
      // Changes last: their versions are higher.
      for (const pages of [entering(), changes()])
        for await (const page of pages) for (const change of page) found.set(change.recordId, change);
      return [...found.values()];
    },

    changes,
    entering,

    settle: (handled) =>
      batches(client, table).deleteUpTo(handled.map((one) => ({ key: pendingKeys.of(one), version: one.version }))),
  };
};
