import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Item, itemBytes, readUnits, type TableShape, type Written, writeUnits } from './capacity.ts';

/** One call of DynamoDB or SQS, and the read and write units that it costs. */
export interface Call {
  readonly action: string;
  readonly read: number;
  readonly write: number;
}

const names = (schema: readonly KeySchemaElement[] = []): string[] =>
  schema.flatMap(({ AttributeName }) => AttributeName ?? []);

const shapeOf = async (client: DynamoDBClient, TableName: string): Promise<TableShape> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return {
    keys: names(Table?.KeySchema),
    indexes: (Table?.GlobalSecondaryIndexes ?? []).map(({ KeySchema, Projection }) => ({
      keys: names(KeySchema),
      ...(Projection?.ProjectionType !== 'ALL' && { projected: Projection?.NonKeyAttributes ?? [] }),
    })),
  };
};

type Send = (command: object) => Promise<Record<string, unknown>>;
interface Target {
  readonly TableName: string | undefined;
  readonly Key: Item;
}

/**
 * Counts what a client asks of its tables: the calls, and the units that follow from the sizes of the items before and after.
 * Throws where the engine reckons otherwise, and on calls whose cost it does not know.
 */
export const meter = async (client: DynamoDBDocumentClient, tables: readonly string[]) => {
  const shapes = new Map<string, TableShape>();
  for (const table of tables) shapes.set(table, await shapeOf(client, table));
  const calls: Call[] = [];
  const send = client.send.bind(client) as unknown as Send;

  const shape = (table: string | undefined): TableShape => {
    const found = shapes.get(table ?? '');
    if (found === undefined) throw new Error(`no table ${table}`);
    return found;
  };
  const itemAt = async ({ TableName, Key }: Target): Promise<Item | undefined> =>
    (await send(new GetCommand({ TableName, Key, ConsistentRead: true })))['Item'] as Item | undefined;
  const targetOf = (TableName: string | undefined, item: Item | undefined): Target => ({
    TableName,
    Key: Object.fromEntries(shape(TableName).keys.map((key) => [key, item?.[key]])),
  });

  /** An INSERT as shared/aws/inserts.ts writes it: `INSERT INTO "table" VALUE {'name': ?, …}`, and the values in that order. */
  const inserted = ({
    Statement = '',
    Parameters = [],
  }: NonNullable<BatchExecuteStatementCommand['input']['Statements']>[number]): Target => {
    const members = [...Statement.matchAll(/'(\w+)': \?/g)].map(([, name], at) => [name, Parameters[at]]);
    return targetOf(/^INSERT INTO "([^"]+)"/.exec(Statement)?.[1], Object.fromEntries(members));
  };

  const targetsOf = (command: object): readonly Target[] => {
    if (command instanceof PutCommand) return [targetOf(command.input.TableName, command.input.Item)];
    if (command instanceof UpdateCommand) return [targetOf(command.input.TableName, command.input.Key)];
    if (command instanceof BatchExecuteStatementCommand) return (command.input.Statements ?? []).map(inserted);
    if (command instanceof BatchWriteCommand) {
      const asked = Object.entries(command.input.RequestItems ?? {});
      return asked.flatMap(([table, requests = []]) =>
        requests.map(({ PutRequest }) => targetOf(table, PutRequest?.Item)),
      );
    }
    if (!(command instanceof TransactWriteCommand)) return [];
    return (command.input.TransactItems ?? []).map(({ Put, Update }) =>
      Put ? targetOf(Put.TableName, Put.Item) : targetOf(Update?.TableName, Update?.Key),
    );
  };

  const itemsIn = (answer: Record<string, unknown>): readonly Item[] => {
    const { Items = [], Item } = answer as { Items?: readonly Item[]; Item?: Item };
    return Item === undefined ? Items : [Item];
  };

  const reads = (command: object, answer: Record<string, unknown>): number | undefined => {
    if (command instanceof BatchGetCommand) {
      const [[table, asked] = ['', { Keys: [] }]] = Object.entries(command.input.RequestItems ?? {});
      const found = ((answer['Responses'] ?? {}) as Record<string, readonly Item[]>)[table] ?? [];
      const absent = (asked.Keys?.length ?? 0) - found.length;
      const each = [...found.map(itemBytes), ...Array.from({ length: absent }, () => 0)];
      return each.reduce((sum, bytes) => sum + readUnits(bytes, asked.ConsistentRead === true), 0);
    }
    if (!(command instanceof GetCommand || command instanceof QueryCommand)) return undefined;
    const bytes = itemsIn(answer).reduce((sum, item) => sum + itemBytes(item), 0);
    return readUnits(bytes, command.input.ConsistentRead === true);
  };

  const note = (command: object, cost: Omit<Call, 'action'>): void =>
    void calls.push({ action: command.constructor.name.replace('Command', ''), ...cost });

  const metered = async (command: { input: Record<string, unknown> }): Promise<Record<string, unknown>> => {
    const targets = targetsOf(command);
    const before = await Promise.all(targets.map(itemAt));
    const transactional = command instanceof TransactWriteCommand;
    const units = (after: readonly (Item | undefined)[]): number =>
      targets.reduce((sum, { TableName }, at) => {
        const written: Written = { before: before[at], after: after[at] };
        return sum + writeUnits(shape(TableName), written, transactional);
      }, 0);
    command.input['ReturnConsumedCapacity'] = 'TOTAL';
    try {
      const answer = await send(command);
      const read = reads(command, answer);
      if (read === undefined && targets.length === 0) throw new Error(`${command.constructor.name} is not metered`);
      const cost = { read: read ?? 0, write: units(await Promise.all(targets.map(itemAt))) };
      const reported = [answer['ConsumedCapacity']].flat().reduce((sum: number, each) => {
        return sum + Number((each as { CapacityUnits?: number } | undefined)?.CapacityUnits ?? Number.NaN);
      }, 0);
      if (reported !== cost.read + cost.write)
        throw new Error(`${command.constructor.name}: ${reported} units reported, ${JSON.stringify(cost)} counted`);
      note(command, cost);
      return answer;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) note(command, { read: 0, write: units(before) });
      throw error;
    }
  };

  return {
    client: Object.assign(Object.create(client) as DynamoDBDocumentClient, { send: metered }),
    /** A client of SQS whose calls are counted too. */
    counting: (sqs: SQSClient): SQSClient => {
      const sendOn = sqs.send.bind(sqs) as unknown as Send;
      const counted = (command: object) => {
        note(command, { read: 0, write: 0 });
        return sendOn(command);
      };
      return Object.assign(Object.create(sqs) as SQSClient, { send: counted });
    },
    /** The calls of a piece of work. */
    of: async (work: () => Promise<unknown>): Promise<readonly Call[]> => {
      calls.length = 0;
      await work();
      return [...calls];
    },
  };
};
