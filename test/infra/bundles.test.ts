import { globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFunctions } from '../../infra/build.ts';
import { breachesOf } from '../../infra/bundle-gate.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/function-names.ts';
import type { EnvName, TableAction } from '../../infra/function-spec.ts';
import { FUNCTIONS } from '../../infra/functions.ts';
import { readBundles } from '../../infra/read-bundles.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { readPdf } from '../shared/documents/read-pdf.ts';

const root = join(import.meta.dirname, '../..');
mkdirSync(join(root, 'dist'), { recursive: true });
const out = mkdtempSync(join(root, 'dist', 'test-'));
afterAll(() => rmSync(out, { recursive: true }));
const built = await buildFunctions({ root, out });
const bundles = new Map(readBundles({ root, out }).map((bundle) => [bundle.name, bundle]));

const LOAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage(typeof require(workerData).handler);
`;

/** Loads a bundle as Lambda does, with these variables and none of ours; the answer is what its handler is. */
const load = (name: FunctionName, given: readonly EnvName[]): Promise<unknown> => {
  const folder = join(out, 'functions', name);
  const choices: Readonly<Record<string, string>> = { WEBHOOK_NETWORK: 'public', LOG_WITNESSES: 'none' };
  const textOf = (key: string) => choices[key] ?? `the-${key.toLowerCase()}`;
  const variables = Object.fromEntries(given.map((key) => [key, textOf(key)]));
  const env = { AWS_REGION: 'cn-north-1', LAMBDA_TASK_ROOT: folder, ...variables };
  return new Promise((resolve, reject) => {
    const worker = new Worker(LOAD, { eval: true, env, workerData: join(folder, 'index.js') });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
};

describe('the bundles', () => {
  it('are those of the table of functions', () => {
    expect(built.toSorted()).toEqual(FUNCTION_NAMES.toSorted());
  });

  it.each(FUNCTION_NAMES)('%s keeps within its budget and takes nothing along that it must not', (name) => {
    const bundle = bundles.get(name);
    expect(bundle && breachesOf(bundle)).toEqual([]);
  });
});

/** By which of the SDK's commands a right is used; a transaction's writes go by the rights of its parts. */
const COMMANDS: Readonly<Record<TableAction, RegExp>> = {
  GetItem: /\/GetItemCommand/,
  BatchGetItem: /\/BatchGetItemCommand/,
  Query: /\/QueryCommand/,
  Scan: /\/ScanCommand/,
  PutItem: /\/(PutItem|TransactWriteItems)Command/,
  BatchWriteItem: /\/BatchWriteItemCommand/,
  UpdateItem: /\/(UpdateItem|TransactWriteItems)Command/,
  DeleteItem: /\/(DeleteItem|TransactWriteItems)Command/,
  PartiQLDelete: /\/(Batch)?ExecuteStatementCommand/,
  PartiQLInsert: /\/(Batch)?ExecuteStatementCommand/,
};
const USES = {
  secrets: /\/GetSecretValueCommand/,
  sendsTo: /\/SendMessage(Batch)?Command/,
  buckets: /\/PutObjectCommand/,
} as const;

describe.each(FUNCTION_NAMES)('the rights of %s', (name) => {
  const holds = (command: RegExp) => bundles.get(name)?.inputs.some((input) => command.test(input)) ?? false;
  const { register = {}, derived = {}, ...rest } = FUNCTIONS[name];
  const actions = new Set(
    [register, derived].flatMap(({ items = [], indexes }) => [...items, ...(indexes ? ['Query' as const] : [])]),
  );

  it('are none that its code could not use', () => {
    expect([...actions].filter((action) => !holds(COMMANDS[action]))).toEqual([]);
    for (const [kind, command] of Object.entries(USES)) expect([kind, kind in rest]).toEqual([kind, holds(command)]);
  });
});

describe.each(FUNCTION_NAMES)('%s', (name) => {
  const { env } = FUNCTIONS[name];

  it('loads with the variables that it is given', async () => {
    await expect(load(name, env)).resolves.toBe('function');
  });

  it.runIf(env.length > 0).each(env)('needs %s and says so when it is missing', async (missing) => {
    await expect(
      load(
        name,
        env.filter((key) => key !== missing),
      ),
    ).rejects.toThrow(missing);
  });
});

describe('the bundle that prints', () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines?.stop());

  it('makes a PDF with the font beside it, and no other bundle carries a font', async () => {
    const folder = join(out, 'functions', 'progress-reports');
    const tables = { REGISTER_TABLE: names.registerTable, DERIVED_TABLE: names.derivedTable };
    const claims = { CLAIM_DEPARTMENT: 'department', CLAIM_ROLES: 'roles' };
    Object.assign(process.env, { LAMBDA_TASK_ROOT: folder, ...tables, ...claims });
    const { handler } = createRequire(import.meta.url)(join(folder, 'index.js'));
    const officer = { sub: 'officer', department: 'development-reform', roles: 'credit-office' };
    const { statusCode, body } = await handler({
      routeKey: 'GET /progress-reports/compilation',
      rawPath: '/progress-reports/compilation',
      headers: {},
      queryStringParameters: { period: '2026-Q3', format: 'pdf' },
      requestContext: {
        requestId: 'r',
        http: { method: 'GET', path: '/progress-reports/compilation' },
        authorizer: { jwt: { claims: officer } },
      },
    });
    expect(statusCode).toBe(200);
    const pdf = Buffer.from(body, 'base64');
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(readPdf(pdf).text.replaceAll('\n', '')).toContain('2026年第三季度');
    const printing = ['letters', 'progress-reports', 'subjects'].map((name) =>
      join('functions', name, 'fonts', 'NotoSansHans-Regular.otf'),
    );
    expect(globSync('functions/*/fonts/*', { cwd: out }).toSorted()).toEqual(printing);
  });
});
