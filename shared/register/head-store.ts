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
import { historyKey } from '../crypto/head-keys.ts';
import {
  firstVersion,
  isSameRequest,
  packVersion,
  type SealedVersion,
  unpackVersion,
  versionUpon,
} from '../crypto/sealed-version.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Head, HeadKey } from './head.ts';
import type { HeadKind } from './head-kind.ts';
import { headLocator } from './head-locator-store.ts';

/** A version as it lies in the table; its bytes become history unchanged. */
export interface Stored<Image> extends SealedVersion<Image> {
  readonly body: Uint8Array;
}

/** A stream's event is JSON: its binary attributes are base64 text. */
const bytes = z.union([z.instanceof(Uint8Array), z.base64().transform((text) => Buffer.from(text, 'base64'))]);
const Item = z.object({ body: bytes });

/** Parses an item of the table: a head or a version of its history. Throws on another format or shape. */
export const fromItem = <Image extends Head>(kind: Pick<HeadKind<Image>, 'format'>, item: unknown): Stored<Image> => {
  const { body } = Item.parse(item);
  return { ...unpackVersion(kind.format, body), body };
};

/** A version as the head's item; `body` is what it was packed to. */
export const toHeadItem = <Image extends Head>(kind: HeadKind<Image>, image: Image, body: Uint8Array) => ({
  ...kind.keyOf(image),
  entity: kind.entity,
  id: image.id,
  version: image.version,
  state: image.state,
  ...kind.indexes?.(image),
  body,
});

/** What lay under this key was put away: it can neither be entered anew nor changed. The API answers it as a refusal (shared/http/faults.ts). */
export class ContentPutAway extends Error {
  override readonly name = 'ContentPutAway';
  constructor(id: string) {
    super(`what ${id} was about has been put away`);
  }
}

/** What came of entering a head: it is there, by this entry or before; or another one with other content is in its place. */
export type Added<Image> = Result<Stored<Image> & { readonly created: boolean }, Stored<Image>>;

/**
 * What an entry that found its place taken comes to: an equal request gives the head that is there, another one is refused with it. Throws
 * ContentPutAway if it is a head no more.
 */
export const meeting = <Image extends Head>(
  kind: Pick<HeadKind<Image>, 'entity' | 'format'>,
  item: Readonly<Record<string, unknown>>,
  { version, request }: { readonly version: SealedVersion<Image>; readonly request: unknown },
): Added<Image> => {
  if (item['entity'] !== kind.entity) throw new ContentPutAway(version.image.id);
  const existing = fromItem(kind, item);
  // The SDK repeats a write whose answer was lost: then it is our own version, salt and all, that stands in the way.
  const created = existing.seal.hash === version.seal.hash;
  return isSameRequest(existing, request) ? ok({ ...existing, created }) : fail(existing);
};

/** One page of a head's history, oldest version first; `next` is the version after which the next page begins. */
export interface HistoryPage<Image> {
  readonly versions: readonly Stored<Image>[];
  readonly next: number | undefined;
}

/** Heads of one sort in `register`: each is one item, changed in place, every older version beside it as history. */
export interface HeadStore<Image extends Head> {
  /** One conditional put: equal keys meet here. An equal request gives the head that is there; another one is refused with it. */
  add(image: Image, request: unknown): Promise<Added<Image>>;
  find(id: string): Promise<Stored<Image> | undefined>;
  /** Reads a head consistently. */
  get(key: HeadKey): Promise<Stored<Image> | undefined>;
  /** One transaction: the head on `version` and one of `from`, the old image as history. The current version if another was faster. */
  change(
    old: Stored<Image>,
    next: Image,
    from: readonly Image['state'][],
  ): Promise<Result<Stored<Image>, { readonly current: number }>>;
  history(id: string, after: number, limit: number): Promise<HistoryPage<Image>>;
}

export const headStore = <Image extends Head>(
  kind: HeadKind<Image>,
  deps: { readonly client: DynamoDBDocumentClient; readonly table: string },
): HeadStore<Image> => {
  const { client, table: TableName } = deps;

  const toHead = (image: Image, body: Uint8Array) => toHeadItem(kind, image, body);

  const toHistory = ({ image, body }: Stored<Image>) => ({
    ...historyKey(image.id, image.version),
    entity: 'history',
    version: image.version,
    state: image.state,
    body,
  });

  const { locate } = headLocator(deps);

  const get = async ({ pk, sk }: HeadKey): Promise<Stored<Image> | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
    // An id names a head of any sort: what is of another is none of ours.
    return Item === undefined || Item['entity'] !== kind.entity ? undefined : fromItem(kind, Item);
  };

  const find = async (id: string): Promise<Stored<Image> | undefined> => {
    const key = (await locate([id])).get(id);
    return key && get(key);
  };

  return {
    find,
    get,

    add: async (image, request) => {
      const version = firstVersion(image, request);
      const body = packVersion(kind.format, version);
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: toHead(image, body),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return ok({ ...version, body, created: true });
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        // The error's item is raw even through the document client.
        return meeting(kind, unmarshall(error.Item), { version, request });
      }
    },

    change: async (old, next, from) => {
      const version = versionUpon(kind.format, next, old);
      const body = packVersion(kind.format, version);
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
                  ExpressionAttributeValues: { ':version': old.image.version, ...states },
                },
              },
              { Put: { TableName, Item: toHistory(old), ConditionExpression: 'attribute_not_exists(pk)' } },
            ],
          }),
        );
        return ok({ ...version, image: next, body });
      } catch (error) {
        const refused =
          error instanceof TransactionCanceledException &&
          error.CancellationReasons?.some(({ Code }) => Code === 'ConditionalCheckFailed');
        if (!refused) throw error;
        const current = await get(kind.keyOf(old.image));
        return fail({ current: current?.image.version ?? old.image.version });
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
      const versions = Items.map((item) => fromItem(kind, item));
      return { versions, next: LastEvaluatedKey === undefined ? undefined : versions.at(-1)?.image.version };
    },
  };
};
