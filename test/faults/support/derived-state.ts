import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { chunks } from '../../../shared/kernel/concurrently.ts';
import { names } from '../../engines.ts';

type Item = Record<string, unknown>;

const TableName = names.derivedTable;
const PUTS_A_CALL = 25;

/** All items of the derived table, by key. */
export const derivedState = async (client: DynamoDBDocumentClient): Promise<Readonly<Record<string, Item>>> => {
  const found: Record<string, Item> = {};
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    for (const item of Items) found[`${item['pk']} ${item['sk']}`] = item;
  return found;
};

/** Empties the derived table. */
export const forgetDerived = async (client: DynamoDBDocumentClient): Promise<void> => {
  const keys = Object.values(await derivedState(client)).map(({ pk, sk }) => ({ pk, sk }));
  for (const some of chunks(keys, PUTS_A_CALL)) {
    const requests = some.map((Key) => ({ DeleteRequest: { Key } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
  }
};
