import { setTimeout as pause } from 'node:timers/promises';
import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type GlobalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';

/** The tables that tests of stores and functions use. */
export const tableNames = { registerTable: 'register', derivedTable: 'derived' } as const;

const text = (...attributes: string[]): AttributeDefinition[] =>
  attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));

const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
];

const index = (
  IndexName: string,
  keySchema: ReturnType<typeof keys>,
  projection: 'ALL' | 'KEYS_ONLY',
): GlobalSecondaryIndex => ({
  IndexName,
  KeySchema: keySchema,
  Projection: { ProjectionType: projection },
});

const tables: CreateTableCommandInput[] = [
  {
    TableName: tableNames.registerTable,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: text('pk', 'sk', 'id', 'ownerPk', 'ownerSk', 'linkPk', 'linkSk'),
    KeySchema: keys('pk', 'sk'),
    GlobalSecondaryIndexes: [
      index('by-id', keys('id'), 'KEYS_ONLY'),
      index('by-owner', keys('ownerPk', 'ownerSk'), 'KEYS_ONLY'),
      index('by-link', keys('linkPk', 'linkSk'), 'KEYS_ONLY'),
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
  {
    TableName: tableNames.derivedTable,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: text('pk', 'sk', 'inboxPk', 'inboxSk', 'duePk', 'dueSk'),
    KeySchema: keys('pk', 'sk'),
    GlobalSecondaryIndexes: [
      index('inbox', keys('inboxPk', 'inboxSk'), 'ALL'),
      index('due', keys('duePk', 'dueSk'), 'ALL'),
    ],
  },
];

/** Makes the tables as soon as the engine answers, with the keys of the environment. */
export const createTables = async (endpoint: string): Promise<void> => {
  const client = new DynamoDBClient({ endpoint, maxAttempts: 1 });
  const attempt = async (left: number, table: CreateTableCommandInput): Promise<unknown> => {
    try {
      return await client.send(new CreateTableCommand(table));
    } catch (cause) {
      if (left === 0) throw cause;
      await pause(20);
      return attempt(left - 1, table);
    }
  };
  for (const table of tables) await attempt(200, table);
  client.destroy();
};
