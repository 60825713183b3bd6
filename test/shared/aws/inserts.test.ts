import { BatchExecuteStatementCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { inserts } from '../../../shared/aws/inserts.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

let engines: Engines;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  engines = await startEngines();
  client = documentClient();
});
afterAll(() => engines?.stop());

const itemsOf = (series: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ pk: `${series}#${at}`, sk: 'A', value: at }));

const valueAt = async (pk: string): Promise<unknown> =>
  (await client.send(new GetCommand({ TableName: names.registerTable, Key: { pk, sk: 'A' } }))).Item?.['value'];

/** A client whose table throttles the statement of one key so often, and carries out the others; and what was asked of it. */
const throttling = (key: string, times: number) => {
  const asked: string[][] = [];
  let left = times;
  const send = async (command: BatchExecuteStatementCommand) => {
    const { Statements = [] } = command.input;
    const keys = Statements.map(({ Parameters: [pk] = [] }) => String(pk));
    asked.push(keys);
    const at = keys.indexOf(key);
    if (at < 0 || left === 0) return client.send(command);
    left -= 1;
    const others = Statements.filter((_, place) => place !== at);
    const { Responses = [] } =
      others.length === 0 ? {} : await client.send(new BatchExecuteStatementCommand({ Statements: others }));
    return { Responses: Responses.toSpliced(at, 0, { Error: { Code: 'ThrottlingError' } }) };
  };
  return { asked, client: { send } as unknown as DynamoDBDocumentClient };
};

describe('items that are put where nothing lies', () => {
  it('each have an outcome of their own, 25 in a call', async () => {
    const insert = inserts(client, names.registerTable);
    const items = itemsOf('own', 60);
    expect(await insert(items.slice(0, 30))).toEqual(Array.from({ length: 30 }, () => 'inserted'));
    const outcomes = await insert(items.map((item) => ({ ...item, value: 'another' })));
    expect(outcomes).toEqual(items.map((_, at) => (at < 30 ? 'taken' : 'inserted')));
    expect(await valueAt('own#29')).toBe(29);
  });

  it('are asked again one alone where one alone was throttled, and each is put once', async () => {
    const { asked, client: busy } = throttling('alone#7', 2);
    const items = itemsOf('alone', 30);
    expect(await inserts(busy, names.registerTable)(items)).toEqual(items.map(() => 'inserted'));
    expect(asked.map(({ length }) => length)).toEqual([25, 1, 1, 5]);
    expect([asked[1], asked[2]]).toEqual([['alone#7'], ['alone#7']]);
    expect(await Promise.all(items.map(({ pk }) => valueAt(pk)))).toEqual(items.map(({ value }) => value));
  });

  it('are answered as busy where the table stays so, and the others beside them are put', async () => {
    const { asked, client: busy } = throttling('busy#1', 100);
    const outcomes = await inserts(busy, names.registerTable, { repeats: 2 })(itemsOf('busy', 3));
    expect(outcomes).toEqual(['inserted', 'busy', 'inserted']);
    expect(asked.map(({ length }) => length)).toEqual([3, 1, 1]);
  });

  it('are busy from where the table went out of reach, and those put before stay put', async () => {
    let calls = 0;
    const send = async (command: BatchExecuteStatementCommand) => {
      calls += 1;
      if (calls === 1) return client.send(command);
      throw Object.assign(new Error('lost'), { name: 'TimeoutError' });
    };
    const lost = { send } as unknown as DynamoDBDocumentClient;
    const outcomes = await inserts(lost, names.registerTable)(itemsOf('lost', 60));
    expect(outcomes).toEqual(Array.from({ length: 60 }, (_, at) => (at < 25 ? 'inserted' : 'busy')));
    expect(calls).toBe(2);
    expect(await valueAt('lost#24')).toBe(24);
  });
});
