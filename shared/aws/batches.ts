import { setTimeout as pause } from 'node:timers/promises';
import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { chunks, concurrently } from '../kernel/concurrently.ts';

type Item = Record<string, unknown>;
export type Key = { readonly pk: string; readonly sk: string };

const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });

/** Limits of BatchWriteItem, BatchGetItem and BatchExecuteStatement. */
const PUTS_A_CALL = 25;
const GETS_A_CALL = 100;
const STATEMENTS_A_CALL = 25;

/** Calls at a time: a fresh on-demand table takes 4,000 writes a second, and the SDK's time is ours. */
const CALLS_AT_A_TIME = 4;

/** What DynamoDB leaves undone under load is asked again, after 50, 100, 200 … ms: 6 s altogether. */
const REPEATS = 7;
const FIRST_PAUSE_MS = 50;

/** How long a table that is busy is waited for: whoever is waited for himself asks less often. */
export interface Patience {
  /** How often what is left undone is asked again, after 50, 100, 200 … ms. @default 7, 6 s altogether */
  readonly repeats?: number;
}

/** A table that takes no more: the same may be asked later (shared/http/faults.ts). */
class TableBusy extends Error {
  override readonly name = 'TableBusy';
}

const untilDone = async <Left>(
  first: Left,
  call: (left: Left) => Promise<Left | undefined>,
  { repeats = REPEATS }: Patience,
): Promise<void> => {
  let left: Left | undefined = first;
  for (let repeat = 0; repeat < repeats; repeat++) {
    left = await call(left);
    if (left === undefined) return;
    await pause(FIRST_PAUSE_MS * 2 ** repeat);
  }
  throw new TableBusy('the table takes no more: part of a batch was left undone again and again');
};

type Write = { readonly PutRequest: { readonly Item: Item } } | { readonly DeleteRequest: { readonly Key: Key } };

const write = async (
  client: DynamoDBDocumentClient,
  table: string,
  writes: readonly Write[],
  patience: Patience,
): Promise<void> => {
  await concurrently(CALLS_AT_A_TIME, chunks(writes, PUTS_A_CALL), (some) =>
    untilDone(
      some,
      async (requests) => {
        const { UnprocessedItems } = await client.send(
          new BatchWriteCommand({ RequestItems: { [table]: [...requests] } }),
        );
        const left = UnprocessedItems?.[table]?.flatMap(({ PutRequest, DeleteRequest }): readonly Write[] => {
          if (PutRequest?.Item) return [{ PutRequest: { Item: PutRequest.Item } }];
          return DeleteRequest?.Key ? [{ DeleteRequest: { Key: keyOf(DeleteRequest.Key) } }] : [];
        });
        return left?.length ? left : undefined;
      },
      patience,
    ),
  );
};

/** Batches of items of one table, without conditions but where said. */
export const batches = (client: DynamoDBDocumentClient, table: string, patience: Patience = {}) => ({
  /** Puts all items; one that is there is replaced. */
  put: (items: readonly Item[]): Promise<void> =>
    write(
      client,
      table,
      items.map((Item) => ({ PutRequest: { Item } })),
      patience,
    ),

  /** Deletes all items; one that is not there is as good as deleted. */
  delete: (keys: readonly Key[]): Promise<void> =>
    write(
      client,
      table,
      keys.map((Key) => ({ DeleteRequest: { Key } })),
      patience,
    ),

  /** Reads items consistently, in no order; what is not there is left out. */
  get: async (keys: readonly Key[]): Promise<readonly Item[]> => {
    const found: Item[] = [];
    await concurrently(CALLS_AT_A_TIME, chunks(keys, GETS_A_CALL), (some) =>
      untilDone<readonly Record<string, unknown>[]>(
        some,
        async (Keys) => {
          const RequestItems = { [table]: { Keys: [...Keys], ConsistentRead: true } };
          const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems }));
          found.push(...(Responses?.[table] ?? []));
          return UnprocessedKeys?.[table]?.Keys;
        },
        patience,
      ),
    );
    return found;
  },

  /** Deletes each item whose `version` is not above the one given; others stay, and so does what a lost call left. */
  deleteUpTo: async (items: readonly { readonly key: Key; readonly version: number }[]): Promise<void> => {
    const Statement = `DELETE FROM "${table}" WHERE pk = ? AND sk = ? AND version <= ?`;
    await concurrently(CALLS_AT_A_TIME, chunks(items, STATEMENTS_A_CALL), (some) =>
      client.send(
        new BatchExecuteStatementCommand({
          Statements: some.map(({ key, version }) => ({ Statement, Parameters: [key.pk, key.sk, version] })),
        }),
      ),
    );
  },
});
