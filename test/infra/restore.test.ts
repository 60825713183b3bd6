import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DeleteCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { run } from './town.ts';

const RESTORED = 'register-restored';

let engines: Engines;
let environment: Record<string, string>;
beforeAll(async () => {
  engines = await startEngines();
  environment = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: engines.dynamodb,
    REGISTER_TABLE: names.registerTable,
  };
  const { Table } = await documentClient().send(new DescribeTableCommand({ TableName: names.registerTable }));
  const { AttributeDefinitions, KeySchema } = Table ?? {};
  await documentClient().send(
    new CreateTableCommand({
      TableName: RESTORED,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema,
      AttributeDefinitions: AttributeDefinitions?.filter(({ AttributeName }) =>
        KeySchema?.some((key) => key.AttributeName === AttributeName),
      ),
    }),
  );
});
afterAll(() => engines?.stop());

const item = (at: number, content: string) => ({
  pk: `P#${at}`,
  sk: 'S',
  content,
  body: new TextEncoder().encode(content),
  tags: new Set(['a', content]),
});

const put = async (table: string, items: readonly object[]) => {
  for (let at = 0; at < items.length; at += 25) {
    const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item: { ...Item } } }));
    await documentClient().send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
  }
};

const itemsOf = async (TableName: string) => {
  const found: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client: documentClient() }, { TableName })) found.push(...Items);
  return found.toSorted((a, b) => String(a['pk']).localeCompare(String(b['pk'])));
};

describe('npm run restore', () => {
  it('makes the register what the other table is: what changed, what came and what went since', async () => {
    const before = Array.from({ length: 130 }, (_, at) => item(at, 'as it was'));
    await put(RESTORED, before);
    await put(names.registerTable, [
      ...before,
      ...Array.from({ length: 30 }, (_, at) => item(1_000 + at, 'came since')),
    ]);
    const client = documentClient();
    await client.send(new PutCommand({ TableName: names.registerTable, Item: item(7, 'changed since') }));
    await client.send(new DeleteCommand({ TableName: names.registerTable, Key: { pk: 'P#8', sk: 'S' } }));

    const asked = await run('restore.ts', ['--from', RESTORED, '--dry-run'], environment);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toContain('written 2，删除 deleted 30，相同 the same 128');
    expect(await itemsOf(names.registerTable)).toHaveLength(159);

    expect((await run('restore.ts', ['--from', RESTORED], environment)).code).toBe(0);
    expect(await itemsOf(names.registerTable)).toEqual(await itemsOf(RESTORED));
    const again = await run('restore.ts', ['--from', RESTORED, '--segments', '1'], environment);
    expect(again.stdout).toContain('written 0，删除 deleted 0，相同 the same 130');
  });

  it('refuses the register itself as what was restored, and touches nothing', async () => {
    const called = await run('restore.ts', ['--from', names.registerTable], environment);
    expect(called.code).not.toBe(0);
    expect(await itemsOf(names.registerTable)).toHaveLength(130);
  });
});
