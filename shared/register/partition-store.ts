import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Head } from './head.ts';
import type { HeadKind } from './head-kind.ts';
import { fromItem, type Stored } from './head-store.ts';

type Table = { readonly client: DynamoDBDocumentClient; readonly table: string };

const PartitionItem = z.looseObject({ entity: z.string() });
type Item = z.output<typeof PartitionItem>;

/** A page of a partition, as a Query answered with it. */
export const partitionPage = (items: unknown): readonly Item[] => z.array(PartitionItem).parse(items ?? []);

/** All that lies in a partition as one consistent Query reads it, in the order of its sort keys. */
export const partitionItems = async ({ client, table }: Table, pk: string): Promise<readonly Item[]> => {
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  const found: Item[] = [];
  for await (const { Items } of paginateQuery({ client }, query)) found.push(...partitionPage(Items));
  return found;
};

/** The heads of one sort among the items of a partition: what was put away in the place of one is of another sort. */
export const headsIn = <Image extends Head>(
  kind: Pick<HeadKind<Image>, 'entity' | 'format'>,
  items: readonly Item[],
): readonly Stored<Image>[] => items.filter(({ entity }) => entity === kind.entity).map((item) => fromItem(kind, item));

/** All heads of one sort in a partition, read consistently, in the order of their sort keys. Only where their number is small. */
export const partitionOf = async <Image extends Head>(
  kind: Pick<HeadKind<Image>, 'entity' | 'format'>,
  deps: Table,
  pk: string,
): Promise<readonly Stored<Image>[]> => headsIn(kind, await partitionItems(deps, pk));
