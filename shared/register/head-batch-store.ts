import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { batches } from '../aws/batches.ts';
import type { Head, HeadKey } from './head.ts';
import type { HeadKind } from './head-kind.ts';
import { fromItem, type Stored } from './head-store.ts';

/** Reads heads of one sort by their keys, all of them consistently, in no order; what is not there is left out. */
export type ReadHeads<Image> = (keys: readonly HeadKey[]) => Promise<readonly Stored<Image>[]>;

const textOf = ({ pk, sk }: HeadKey): string => `${pk}|${sk}`;

/** A key may be asked for twice: the table itself takes each once. */
const once = (keys: readonly HeadKey[]): readonly HeadKey[] => [
  ...new Map(keys.map(({ pk, sk }) => [textOf({ pk, sk }), { pk, sk }])).values(),
];

/** Reads heads of one sort; what it answers gives each by its key, undefined where none is, and throws for one alone that cannot be read. */
export type HeadsByKey<Image> = (keys: readonly HeadKey[]) => Promise<(key: HeadKey) => Image | undefined>;

/** For work on many heads at a time of which one that cannot be read must keep no other back. */
export const headsByKey = <Image extends Head>(
  kind: Pick<HeadKind<Image>, 'entity' | 'format'>,
  deps: { readonly client: DynamoDBDocumentClient; readonly table: string },
): HeadsByKey<Image> => {
  const { get } = batches(deps.client, deps.table);
  return async (keys) => {
    const read = await get(once(keys));
    const items = new Map(read.map((item) => [textOf({ pk: String(item['pk']), sk: String(item['sk']) }), item]));
    return (key) => {
      const item = items.get(textOf(key));
      return item?.['entity'] === kind.entity ? fromItem(kind, item).image : undefined;
    };
  };
};

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
