import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

// A process of its own: calls a table engine with nothing but the SDK, a table of its own, items of the usual size, and prints what one call
// of each operation takes of a processor, in milliseconds.

const [endpoint] = process.argv.slice(2);
const plain = new DynamoDBClient({
  ...(endpoint !== undefined && { endpoint }),
  region: 'cn-north-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const client = DynamoDBDocumentClient.from(plain);
const TableName = `bare-${process.pid}`;

/** A head is some 900 bytes, most of it one packed attribute. */
const BYTES = 900;
const AT_ONCE = 8;
const CALLS = 200;
const WARM = 40;

let serial = 0;
const key = (number = serial) => ({ pk: `bare#${number % 97}`, sk: `item#${number}` });
const item = () => {
  serial += 1;
  return { ...key(), entity: 'bare', image: new Uint8Array(BYTES).fill(serial % 256) };
};
const several = <One>(count: number, one: (at: number) => One): One[] =>
  Array.from({ length: count }, (_, at) => one(at));
/** A few that were put. */
const known = (at: number) => key(1 + ((serial + at * 7) % WARM));

await plain.send(
  new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  }),
);

const statement = () => ({
  Statement: `INSERT INTO "${TableName}" VALUE {'pk': ?, 'sk': ?, 'entity': ?, 'image': ?}`,
  Parameters: Object.values(item()),
});
const put = () => ({ TableName, Item: item(), ConditionExpression: 'attribute_not_exists(pk)' });

const OPERATIONS: Readonly<Record<string, () => Promise<unknown>>> = {
  PutItem: () => client.send(new PutCommand(put())),
  GetItem: () => client.send(new GetCommand({ TableName, Key: known(0), ConsistentRead: true })),
  UpdateItem: () =>
    client.send(
      new UpdateCommand({
        TableName,
        Key: known(0),
        UpdateExpression: 'SET noted = :at',
        ExpressionAttributeValues: { ':at': serial },
      }),
    ),
  DeleteItem: () => client.send(new DeleteCommand({ TableName, Key: key(-serial) })),
  Query: () =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': known(0).pk },
        Limit: 4,
      }),
    ),
  BatchGetItem: () => client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: several(10, known) } } })),
  BatchWriteItem: () =>
    client.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: several(10, () => ({ PutRequest: { Item: item() } })) } }),
    ),
  TransactGetItems: () =>
    client.send(
      new TransactGetCommand({ TransactItems: several(3, (at) => ({ Get: { TableName, Key: known(at) } })) }),
    ),
  TransactWriteItems: () =>
    client.send(new TransactWriteCommand({ TransactItems: several(2, () => ({ Put: put() })) })),
  BatchExecuteStatement: () => client.send(new BatchExecuteStatementCommand({ Statements: several(25, statement) })),
};

const times = async (count: number, call: () => Promise<unknown>): Promise<void> => {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(several(AT_ONCE, worker));
};

const costs: Record<string, number> = {};
for (const [operation, call] of Object.entries(OPERATIONS)) {
  await times(WARM, call);
  const began = process.cpuUsage();
  await times(CALLS, call);
  const { user, system } = process.cpuUsage(began);
  costs[operation] = (user + system) / 1000 / CALLS;
}
console.log(JSON.stringify(costs));
