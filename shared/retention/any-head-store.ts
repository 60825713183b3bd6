import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type AnyImage, readVersion } from '../crypto/any-version.ts';
import { ERASED_FORMAT, erasedBody, type Tombstone, unpackErased } from '../crypto/erased-version.ts';
import { historyKey } from '../crypto/head-keys.ts';
import { firstVersion, nextVersion, packVersion } from '../crypto/sealed-version.ts';
import type { HeadKey } from '../register/head.ts';
import { headLocator } from '../register/head-locator-store.ts';
import { DICTIONARIES } from './dictionaries.ts';
import type { PutAway } from './put-away.ts';
import { PUT_AWAY_HEAD } from './put-away-store.ts';

/** A head of any sort as it lies in the register, unread. */
export interface AnyHead {
  readonly key: HeadKey;
  readonly entity: string;
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly body: Uint8Array;
}

/** What one pass over a head's history did; `next` is the version after which the next pass goes on. */
export interface ErasedPart {
  readonly erased: number;
  readonly next: number | undefined;
}

/** An older version of a head: what it said, or its tombstone. */
export type OlderVersion = (AnyImage | Tombstone) & { readonly isErased: boolean };

/** Heads of every sort, so that one rule puts them all away; adding a sort needs nothing here. */
export interface AnyHeads {
  /** By its id, through an index that lags behind the heads. */
  find(id: string): Promise<AnyHead | undefined>;
  get(key: HeadKey): Promise<AnyHead | undefined>;
  /**
   * One transaction: what was put away takes the place of the head, on its version, and the old one becomes history, of which only what format 3
   * keeps if its content is to go. False if another was faster.
   */
  putAway(old: AnyHead, next: PutAway): Promise<boolean>;
  /** Erases the content of a part of a head's history, oldest first. What is erased already stays as it is. */
  eraseHistory(id: string, after: number, most: number): Promise<ErasedPart>;
  /** What a version says that is not erased. */
  version(id: string, version: number): Promise<AnyImage | undefined>;
  /** All older versions of a head, oldest first; of an erased one what is left of it. */
  history(id: string): Promise<readonly OlderVersion[]>;
}

const Item = z.object({
  pk: z.string(),
  sk: z.string(),
  entity: z.string(),
  id: z.string(),
  version: z.int(),
  state: z.string(),
  body: z.instanceof(Uint8Array),
});
const HistoryItem = z.looseObject({ pk: z.string(), sk: z.string(), version: z.int(), body: z.instanceof(Uint8Array) });

/** What a head's newest version says. */
export const imageOf = ({ body }: Pick<AnyHead, 'body'>): AnyImage => readVersion(DICTIONARIES, body).image;

/** The same of an item of the table. */
export const imageOfItem = (item: unknown): AnyImage => imageOf(Item.parse(item));

/** The digest of what was once asked for goes with the content: with its salt a guess could be tried on it. */
const replaced = (old: AnyHead, next: PutAway): Uint8Array => {
  const { seal } = readVersion(DICTIONARIES, old.body);
  return packVersion(PUT_AWAY_HEAD.format, nextVersion(next, { ...firstVersion(next, next.id), seal }));
};

export const anyHeadStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): AnyHeads => {
  const { client, table: TableName } = deps;
  const { locate } = headLocator(deps);

  const get = async ({ pk, sk }: HeadKey): Promise<AnyHead | undefined> => {
    const { Item: found } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
    if (found === undefined) return undefined;
    const { entity, id, version, state, body } = Item.parse(found);
    return { key: { pk, sk }, entity, id, version, state, body };
  };

  return {
    get,

    find: async (id) => {
      const key = (await locate([id])).get(id);
      return key && get(key);
    },

    putAway: async (old, next) => {
      const history = {
        ...historyKey(old.id, old.version),
        entity: 'history',
        version: old.version,
        state: old.state,
        body: next.state === 'erased' ? erasedBody(DICTIONARIES, old.body) : old.body,
      };
      const { id, version, state } = next;
      const head = { ...old.key, entity: PUT_AWAY_HEAD.entity, id, version, state, body: replaced(old, next) };
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName,
                  Item: head,
                  ConditionExpression: '#version = :version AND entity = :entity',
                  ExpressionAttributeNames: { '#version': 'version' },
                  ExpressionAttributeValues: { ':version': old.version, ':entity': old.entity },
                },
              },
              { Put: { TableName, Item: history, ConditionExpression: 'attribute_not_exists(pk)' } },
            ],
          }),
        );
        return true;
      } catch (error) {
        const refused =
          error instanceof TransactionCanceledException &&
          error.CancellationReasons?.some(({ Code }) => Code === 'ConditionalCheckFailed');
        if (!refused) throw error;
        return false;
      }
    },

    eraseHistory: async (id, after, most) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk > :after',
          ExpressionAttributeValues: { ':pk': historyKey(id, after).pk, ':after': historyKey(id, after).sk },
          Limit: most,
          ConsistentRead: true,
        }),
      );
      const versions = z.array(HistoryItem).parse(Items);
      let erased = 0;
      for (const item of versions) {
        const body = erasedBody(DICTIONARIES, item.body);
        if (body === item.body) continue;
        // History is never written but once, so that nothing can have changed it meanwhile.
        await client.send(new PutCommand({ TableName, Item: { ...item, body } }));
        erased += 1;
      }
      return { erased, next: versions.length < most ? undefined : versions.at(-1)?.version };
    },

    version: async (id, version) => {
      const { Item: found } = await client.send(
        new GetCommand({ TableName, Key: historyKey(id, version), ConsistentRead: true }),
      );
      const item = HistoryItem.optional().parse(found);
      return item === undefined || item.body[0] === ERASED_FORMAT ? undefined : imageOf(item);
    },

    history: async (id) => {
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': historyKey(id, 1).pk },
        ConsistentRead: true,
      };
      const found: OlderVersion[] = [];
      for await (const { Items } of paginateQuery({ client }, query)) {
        for (const { body } of z.array(HistoryItem).parse(Items ?? [])) {
          const isErased = body[0] === ERASED_FORMAT;
          found.push({ ...(isErased ? unpackErased(body).tombstone : imageOf({ body })), isErased });
        }
      }
      return found;
    },
  };
};
