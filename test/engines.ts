import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type GlobalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import { holdFormsToPolicies } from '../infra/local/engines/object-forms.ts';

/** Names of what {@link startEngines} creates. */
export const names = {
  registerTable: 'register',
  derivedTable: 'derived',
  disclosureBucket: 'disclosure',
  stagingBucket: 'staging',
  filesBucket: 'files',
  importsBucket: 'imports',
  ledgerBucket: 'ledger',
  exchangeBucket: 'exchange',
} as const;

const BUCKETS = [
  names.disclosureBucket,
  names.stagingBucket,
  names.filesBucket,
  names.ledgerBucket,
  names.exchangeBucket,
  names.importsBucket,
];

/** Real engines for one test file: endpoints, and a queue when one is needed. */
export interface Engines {
  readonly dynamodb: string;
  readonly s3: string;
  readonly sqs: string;
  /** Creates a queue (FIFO when the name ends so, with content-based deduplication) and returns its URL. */
  createQueue(name: string): string;
  /** Forms that functions sign are judged by this clock. @default the machine's */
  setFormClock(now: () => Date): void;
  /** Removes all objects of all buckets. */
  emptyBuckets(): void;
  stop(): Promise<void>;
}

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
    TableName: names.registerTable,
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
    TableName: names.derivedTable,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: text('pk', 'sk', 'inboxPk', 'inboxSk', 'duePk', 'dueSk'),
    KeySchema: keys('pk', 'sk'),
    GlobalSecondaryIndexes: [
      index('inbox', keys('inboxPk', 'inboxSk'), 'ALL'),
      index('due', keys('duePk', 'dueSk'), 'ALL'),
    ],
  },
];

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** The engine listens on every interface; while it starts, a listen without loopback is turned into one on it. */
const onLoopback = async <T>(start: () => Promise<T>): Promise<T> => {
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (this: Server, ...given: unknown[]) {
    const [first, ...others] = given;
    const bound = typeof first === 'object' && first !== null ? [{ ...first, host: '127.0.0.1' }, ...others] : given;
    return Reflect.apply(listen, this, bound);
  } as typeof listen;
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
};

const startDynamodb = async (folder: string): Promise<{ endpoint: string; child: ChildProcess }> => {
  const engine = `@dynoxide/${process.platform}-${process.arch}/package.json`;
  const binary = join(dirname(createRequire(import.meta.url).resolve(engine)), 'dynoxide');
  const port = await freePort();
  const args = ['--host', '127.0.0.1', '--port', String(port), '--db-path', join(folder, 'dynamodb.sqlite')];
  const child = spawn(binary, args, { stdio: 'ignore' });
  process.once('exit', () => child.kill());
  return { endpoint: `http://127.0.0.1:${port}`, child };
};

const createTables = async (endpoint: string): Promise<void> => {
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

/**
 * Starts DynamoDB and S3/SQS on loopback, on ephemeral ports, in a temporary folder that {@link Engines.stop}
 * removes, with the tables and buckets of {@link names}. Sets the process's AWS variables, so that the clients of
 * shared/aws reach them.
 */
export const startEngines = async (): Promise<Engines> => {
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
  const folder = await mkdtemp(join(tmpdir(), 'engines-'));
  const dynamodb = await startDynamodb(folder);
  let formClock = () => new Date();
  holdFormsToPolicies({ now: () => formClock(), secretAccessKey: 'local' });
  const { startFauxqs } = await import('fauxqs');
  const objects = await onLoopback(() => startFauxqs({ port: 0, logger: false, defaultRegion: 'eu-west-1' }));
  const sqs = `http://127.0.0.1:${objects.port}`;
  await createTables(dynamodb.endpoint);
  for (const bucket of BUCKETS) objects.createBucket(bucket);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_S3: sqs,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_S3_FORCE_PATH_STYLE: '1',
  });
  return {
    dynamodb: dynamodb.endpoint,
    s3: sqs,
    sqs,
    createQueue: (name) => {
      const fifo = name.endsWith('.fifo');
      const attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
      return objects.createQueue(name, { region: 'eu-west-1', ...(fifo ? { attributes } : {}) }).queueUrl;
    },
    setFormClock: (now) => {
      formClock = now;
    },
    emptyBuckets: () => {
      for (const bucket of BUCKETS) objects.emptyBucket(bucket);
    },
    stop: async () => {
      const ended = new Promise((resolve) => dynamodb.child.once('exit', resolve));
      dynamodb.child.kill();
      await Promise.all([ended, objects.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
