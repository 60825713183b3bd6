import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { batches } from '../aws/batches.ts';
import type { Head, HeadKey } from './head.ts';
import type { HeadKind } from './head-kind.ts';
import { fromItem, type Stored } from './head-store.ts';

/** Reads heads of one sort by their keys, all of them consistently, in no order; what is not there is left out. */
export type ReadHeads<Image> = (keys: readonly HeadKey[]) => Promise<readonly Stored<Image>[]>;

/** A key may be asked for twice: the table itself takes each once. */
const once = (keys: readonly HeadKey[]): readonly HeadKey[] => [
  ...new Map(keys.map(({ pk, sk }) => [`${pk}|${sk}`, { pk, sk }])).values(),
];

/** A hundred heads in a call of BatchGetItem. */
export const headBatchStore = <Image extends Head>(
  kind: Pick<HeadKind<Image>, 'entity' | 'format'>,
  deps: { readonly client: DynamoDBDocumentClient; readonly table: string },
): ReadHeads<Image> => {
  const { get } = batches(deps.client, deps.table);
  return async (keys) => {
    const items = await get(once(keys));
    return items.filter((item) => item['entity'] === kind.entity).map((item) => fromItem(kind, item));
  };
};
