import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { concurrently } from '../kernel/concurrently.ts';
import type { HeadKey } from '../register/head.ts';
import { headKeyImage } from '../register/head-image.ts';

const Item = z.object({ bearer: z.string(), key: headKeyImage });

/** A head that bears a file: its id, and where it lies. */
export type Bearer = z.output<typeof Item>;

/** By which heads files are borne, as the relay noted it: what nobody bears is not kept, and what one head gives up another may bear still. */
export interface BearerStore {
  note(bearer: { readonly id: string; readonly key: HeadKey }, files: readonly string[]): Promise<void>;
  /** All who bear a file, read consistently. */
  of(file: string): Promise<readonly Bearer[]>;
  forget(file: string, bearer: string): Promise<void>;
}

/** A statement or an application bears twenty at most; several of them are written at a time. */
const AT_ONCE = 8;

/** Where it lies in the derived table that a head bears a file. */
export const borneKey = (file: string, bearer: string) => ({ pk: `BORNE#${file}`, sk: bearer });

export const bearerStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): BearerStore => {
  const { client, table: TableName } = deps;
  return {
    note: async ({ id: bearer, key: { pk, sk } }, files) => {
      await concurrently(AT_ONCE, files, (file) =>
        client.send(new PutCommand({ TableName, Item: { ...borneKey(file, bearer), file, bearer, key: { pk, sk } } })),
      );
    },

    of: async (file) => {
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': borneKey(file, '').pk },
        ConsistentRead: true,
      };
      const found: Bearer[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) found.push(...z.array(Item).parse(Items));
      return found;
    },

    forget: async (file, bearer) => {
      await client.send(new DeleteCommand({ TableName, Key: borneKey(file, bearer) }));
    },
  };
};
