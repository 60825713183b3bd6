import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBinary } from '../../../infra/local/engines/dynamodb.ts';
import { synthesiseFixture } from './fixture/app.ts';
import { clientsOf, logged, type Running, startRunning } from './running.ts';

let fixture: ReturnType<typeof synthesiseFixture>;
let directory: string;
const running: Running[] = [];
let child: ChildProcess | undefined;

beforeAll(() => {
  fixture = synthesiseFixture();
  directory = mkdtempSync(join(tmpdir(), 'restart-'));
}, 60_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  for (const { stack } of running) await stack.stop();
  fixture?.remove();
  rmSync(directory, { recursive: true, force: true });
});

const start = async () => {
  const started = await startRunning({ assembly: fixture.assembly, state: join(directory, 'state') });
  running.push(started);
  return started;
};

/** Starts the command itself, as a process that can be killed, and waits until it answers. */
const startCommand = async () => {
  const script = join(import.meta.dirname, '../../../infra/local/start.ts');
  const state = join(directory, 'state');
  child = spawn(process.execPath, [script, '--assembly', fixture.assembly, '--state', state, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  let said = '';
  const lines = async () => {
    for await (const chunk of child?.stdout ?? []) {
      said += chunk;
      const [, apiUrl] = /^API +(\S+)$/m.exec(said) ?? [];
      if (apiUrl !== undefined) return apiUrl;
    }
    throw new Error(`It ended: ${said}`);
  };
  const apiUrl = await lines();
  child.stdout?.resume();
  const told = (await (await fetch(`${apiUrl}/_local/outputs`)).json()) as Pick<
    Running['stack'],
    'outputs' | 'endpoints' | 'region'
  >;
  return { ...told, ...clientsOf(told) };
};

const put = ({ dynamodb }: Pick<Running, 'dynamodb'>, table: string | undefined, pk: string) =>
  dynamodb.send(
    new PutItemCommand({ TableName: table, Item: { pk: { S: pk }, sk: { S: 'head' }, entity: { S: 'record' } } }),
  );

it('keeps everything when it is killed, ends its engine, and goes on where it stopped', async () => {
  const killed = await startCommand();
  await put(killed, killed.outputs['Items'], 'before');
  // It fails, and so stays received, invisible to a later reader but for what the start does about it.
  await killed.sqs.send(
    new SendMessageCommand({ QueueUrl: killed.outputs['Messages'], MessageBody: 'always', MessageGroupId: 'g' }),
  );
  await put(killed, killed.outputs['Items'], 'poison');
  const gone = child && once(child, 'exit');
  child?.kill('SIGKILL');
  await gone;

  const refused = async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      if (
        await fetch(killed.endpoints.dynamodb).then(
          () => false,
          () => true,
        )
      )
        return true;
      await pause(50);
    }
    return false;
  };
  expect(await refused()).toBe(true);

  const { stack, dynamodb, lines } = await start();
  const item = {
    TableName: stack.outputs['Items'],
    Key: { pk: { S: 'before' }, sk: { S: 'head' } },
    ConsistentRead: true,
  };
  expect((await dynamodb.send(new GetItemCommand(item))).Item).toBeDefined();
  await stack.idle();
  expect(logged(lines, 'batch').flat()).toContain('poison');
  expect(logged(lines, 'message')).toContain('always');
}, 60_000);

it('lets nobody else into its state while it runs', async () => {
  await expect(start()).rejects.toThrow('Another runner uses');
});

it('does not repeat after a clean stop what it was done with, and keeps secrets and the key of its issuer', async () => {
  const kept = () =>
    ['secrets.json', 'issuer-key.json'].map((name) => readFileSync(join(directory, 'state', name), 'utf8'));
  const before = kept();
  await running.at(-1)?.stack.stop();
  const { stack, lines } = await start();
  await stack.idle();
  expect(logged(lines, 'batch')).toEqual([]);
  expect(kept()).toEqual(before);
}, 60_000);

it('starts no engine whose endpoint is given, and finds there what is there', async () => {
  const { stack: first } = running.at(-1) ?? (await start());
  const { stack, dynamodb } = await startRunning({
    assembly: fixture.assembly,
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: first.endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: first.endpoints.sqs,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: first.endpoints.secretsmanager,
    },
  });
  try {
    expect(stack.endpoints).toEqual({ ...first.endpoints, s3: stack.endpoints.s3 });
    expect(stack.endpoints.s3).not.toBe(first.endpoints.s3);
    expect(stack.engines.dynamodb).toBe('given by the environment');
    expect(stack.outputs['PersonKeysSecret']).toBe(first.outputs['PersonKeysSecret']);
    const item = { TableName: stack.outputs['Items'], Key: { pk: { S: 'before' }, sk: { S: 'head' } } };
    expect((await dynamodb.send(new GetItemCommand(item))).Item).toBeDefined();
  } finally {
    await stack.stop();
  }
}, 60_000);

it('says what to do where there is no engine for the machine', () => {
  expect(() => findBinary('@dynoxide/plan9-mips')).toThrow(/@dynoxide\/plan9-mips.*AWS_ENDPOINT_URL_DYNAMODB=/);
});
