import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { headId, historyKey } from '../crypto/head-keys.ts';
import { contentSeen } from '../crypto/seen-link.ts';
import type { HeadKey } from '../register/head.ts';
import { headLocator } from '../register/head-locator-store.ts';
import { DICTIONARIES } from '../retention/dictionaries.ts';
import type { LinkSeen } from './chain.ts';

const Item = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  entity: z.string(),
  /** Absent where somebody took it away: then there is a version that cannot be read. */
  body: z.instanceof(Uint8Array).optional(),
  state: z.string().default(''),
  version: z.number().default(0),
  id: z.string().default(''),
});

/** An item of the register that holds a version of a head. */
export type HeadItem = z.output<typeof Item>;

/** The item, if it is a head or a version of its history; what holds neither (a subject, an alias) has no id, and no chain. */
export const versionItem = (item: unknown): HeadItem | undefined => {
  const found = Item.safeParse(item).data;
  return found !== undefined && (found.id !== '' || found.entity === 'history') ? found : undefined;
};

/** A chain as it lies: its head, if there is one, what sort it is, and its history, oldest first. */
export interface ChainSeen {
  readonly entity: string | undefined;
  readonly head: LinkSeen | undefined;
  readonly history: readonly LinkSeen[];
}

const linkOf = ({ body, state }: HeadItem, place: number): LinkSeen => {
  const content = body && contentSeen(DICTIONARIES, body);
  return { place, state, ...(content && { content }) };
};

const placeIn = (sk: string): number => Number(/^V#(\d{9})$/.exec(sk)?.[1] ?? Number.NaN);

/** A head as it lies. Its id stands beside it and follows from its key. */
export const headLink = (item: HeadItem): LinkSeen => ({
  ...linkOf(item, item.version),
  ids: [item.id, headId({ pk: item.pk, sk: item.sk })],
});

/** Reads chains, and nothing else: the bytes as they are, consistently, whatever sort of head it is. */
export const chainStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }) => {
  const history = async (id: string): Promise<readonly LinkSeen[]> => {
    const query = {
      TableName: deps.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': historyKey(id, 0).pk },
      ConsistentRead: true,
    };
    const links: LinkSeen[] = [];
    for await (const { Items = [] } of paginateQuery({ client: deps.client }, query)) {
      for (const found of Items) {
        const item = versionItem(found);
        const place = placeIn(String(found['sk']));
        // What lies there and is no version at all is one that cannot be read.
        links.push(item === undefined ? { place, state: '' } : linkOf(item, place));
      }
    }
    return links;
  };

  const headAt = async ({ pk, sk }: HeadKey): Promise<HeadItem | undefined> => {
    const { Item: found } = await deps.client.send(
      new GetCommand({ TableName: deps.table, Key: { pk, sk }, ConsistentRead: true }),
    );
    return versionItem(found);
  };

  /** The chain of a head. What became history since the head was read is no version too many: then the head is read again. */
  const chainOf = async (found: HeadItem): Promise<ChainSeen> => {
    let head = found;
    for (;;) {
      const older = await history(head.id);
      const newest = older.at(-1)?.place ?? 0;
      const now = newest >= head.version ? await headAt(head) : undefined;
      if (now === undefined || now.version <= head.version) {
        return { entity: head.entity, head: headLink(head), history: older };
      }
      head = now;
    }
  };

  return {
    /** A chain by the id of its head; undefined if there is nothing of that id. */
    chain: async (id: string): Promise<ChainSeen | undefined> => {
      const key = (await headLocator(deps).locate([id])).get(id);
      const head = key && (await headAt(key));
      if (head !== undefined) return chainOf(head);
      const older = await history(id);
      return older.length === 0 ? undefined : { entity: undefined, head: undefined, history: older };
    },
    chainOf,
  };
};

export type ChainStore = ReturnType<typeof chainStore>;
