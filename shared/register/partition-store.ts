import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Head } from './head.ts';
import type { HeadKind } from './head-kind.ts';
import { fromItem, type Stored } from './head-store.ts';

const Item = z.looseObject({ entity: z.string() });

/** All heads of one sort in a partition, read consistently, in the order of their sort keys. Only where their number is small. */
export const partitionOf = async <Image extends Head>(
  kind: Pick<HeadKind<Image>, 'entity' | 'format'>,
  deps: { readonly client: DynamoDBDocumentClient; readonly table: string },
  pk: string,
): Promise<readonly Stored<Image>[]> => {
  const query = {
    TableName: deps.table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  const found: Stored<Image>[] = [];
  for await (const { Items } of paginateQuery({ client: deps.client }, query)) {
    const items = z.array(Item).parse(Items ?? []);
    found.push(...items.filter(({ entity }) => entity === kind.entity).map((item) => fromItem(kind, item)));
  }
  return found;
};
