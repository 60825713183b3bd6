import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { historyKey, recordKey } from '../crypto/record-keys.ts';
import {
  firstVersion,
  isSamePosting,
  nextVersion,
  packVersion,
  type RecordVersion,
  unpackVersion,
} from '../crypto/record-version.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { CreditRecord, RecordState } from './record.ts';

/** A version of a record as it lies in the table; its bytes become history unchanged. */
export interface StoredRecord extends RecordVersion {
  readonly body: Uint8Array;
}

/** One page of a record's history, oldest version first; `next` is the version after which the next page begins. */
export interface HistoryPage {
  readonly versions: readonly StoredRecord[];
  readonly next: number | undefined;
}

/** The records of `register`: a head per record, changed in place, every older version beside it as history. */
export interface RecordStore {
  /** One conditional put. The natural key is the item's key, so equal keys meet here: equal content gives the record that is there. */
  add(
    record: CreditRecord,
    submission: unknown,
  ): Promise<Result<StoredRecord & { readonly created: boolean }, { readonly existing: string }>>;
  find(id: string): Promise<StoredRecord | undefined>;
  /** One transaction: the head on `version` and one of `from`, the old image as history. The current version if another was faster. */
  change(
    old: StoredRecord,
    next: CreditRecord,
    from: readonly RecordState[],
  ): Promise<Result<StoredRecord, { readonly current: number }>>;
  history(id: string, after: number, limit: number): Promise<HistoryPage>;
}

const BY_ID = 'by-id';

/** A stream's event is JSON: its binary attributes are base64 text. */
const bytes = z.union([z.instanceof(Uint8Array), z.base64().transform((text) => Buffer.from(text, 'base64'))]);
const HeadItem = z.object({ pk: z.string(), sk: z.string(), version: z.int(), body: bytes });
const Locator = z.object({ pk: z.string(), sk: z.string() });

const toHead = (record: CreditRecord, body: Uint8Array) => ({
  ...recordKey(record.subject.key, record),
  entity: 'record',
  id: record.id,
  version: record.version,
  state: record.state,
  body,
});

const toHistory = ({ record, body }: StoredRecord) => ({
  ...historyKey(record.id, record.version),
  entity: 'history',
  version: record.version,
  state: record.state,
  body,
});

/** Parses an item of the table: a head or a version of history. */
export const fromItem = (item: unknown): StoredRecord => {
  const { body } = HeadItem.parse(item);
  return { ...unpackVersion(body), body };
};

export const recordStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): RecordStore => {
  const { client, table: TableName } = deps;

  const locate = async (id: string) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: BY_ID,
        KeyConditionExpression: '#id = :id',
        ExpressionAttributeNames: { '#id': 'id' },
        ExpressionAttributeValues: { ':id': id },
        Limit: 1,
      }),
    );
    return Items[0] === undefined ? undefined : Locator.parse(Items[0]);
  };

  const find = async (id: string): Promise<StoredRecord | undefined> => {
    const key = await locate(id);
    if (key === undefined) return undefined;
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromItem(Item);
  };

  return {
    find,

    add: async (record, submission) => {
      const version = firstVersion(record, submission);
      const body = packVersion(version);
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: toHead(record, body),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return ok({ ...version, body, created: true });
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        // The error's item is raw even through the document client.
        const existing = fromItem(unmarshall(error.Item));
        // The SDK repeats a write whose answer was lost: then it is our own version, salt and all, that stands in the way.
        const created = existing.seal.hash === version.seal.hash;
        return isSamePosting(existing, submission)
          ? ok({ ...existing, created })
          : fail({ existing: existing.record.id });
      }
    },

    change: async (old, next, from) => {
      const version = nextVersion(next, old);
      const body = packVersion(version);
      const states = Object.fromEntries(from.map((state, index) => [`:state${index}`, state]));
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName,
                  Item: toHead(next, body),
                  ConditionExpression: `#version = :version AND #state IN (${Object.keys(states).join(', ')})`,
                  ExpressionAttributeNames: { '#version': 'version', '#state': 'state' },
                  ExpressionAttributeValues: { ':version': old.record.version, ...states },
                },
              },
              { Put: { TableName, Item: toHistory(old), ConditionExpression: 'attribute_not_exists(pk)' } },
            ],
          }),
        );
        return ok({ ...version, body });
      } catch (error) {
        const refused =
          error instanceof TransactionCanceledException &&
          error.CancellationReasons?.some(({ Code }) => Code === 'ConditionalCheckFailed');
        if (!refused) throw error;
        const current = await find(old.record.id);
        return fail({ current: current?.record.version ?? old.record.version });
      }
    },

    history: async (id, after, limit) => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk > :after',
          ExpressionAttributeValues: { ':pk': historyKey(id, after).pk, ':after': historyKey(id, after).sk },
          Limit: limit,
          ConsistentRead: true,
        }),
      );
      const versions = Items.map(fromItem);
      return { versions, next: LastEvaluatedKey === undefined ? undefined : versions.at(-1)?.record.version };
    },
  };
};
