import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches, type Key } from '../aws/batches.ts';

const Item = z.looseObject({ pk: z.string(), sk: z.string(), version: z.int() });
/** An item of the derived table that goes by a version of its head. */
export type VersionedItem = z.output<typeof Item>;

/** Looks items of the derived table up by their keys, consistently; the answer finds the one of a key. */
export type DerivedItems = (keys: readonly Key[]) => Promise<(key: Key) => VersionedItem | undefined>;

const textOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

export const derivedItems = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): DerivedItems => {
  const { get } = batches(deps.client, deps.table);
  return async (keys) => {
    const found = z.array(Item).parse(await get(keys));
    const byKey = new Map(found.map((item) => [textOf(item), item]));
    return (key) => byKey.get(textOf(key));
  };
};
