import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinary } from '../infra/local/engines/dynamodb.ts';
import { holdFormsToPolicies } from '../infra/local/engines/object-forms.ts';
import { freePort } from '../infra/local/free-port.ts';
import { secondEngine } from './second-engine/named.ts';
import { createTables, tableNames } from './tables.ts';

/** Names of what {@link startEngines} creates. */
export const names = {
  ...tableNames,
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
  /** The variables by which another process reaches them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Creates a queue (FIFO when the name ends so, with content-based deduplication) and returns its URL. */
  createQueue(name: string): string;
  /** Forms that functions sign are judged by this clock. @default the machine's */
  setFormClock(now: () => Date): void;
  /** Removes all objects of all buckets. */
  emptyBuckets(): void;
  stop(): Promise<void>;
}

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

/** An engine of its own for this file, or a part of its own of the second one. */
const startDynamodb = async (folder: string): Promise<{ url: string; accessKeyId: string; stop(): Promise<void> }> => {
  const second = secondEngine();
  if (second !== undefined) return { ...second, stop: async () => {} };
  const port = await freePort();
  const args = ['--host', '127.0.0.1', '--port', String(port), '--db-path', join(folder, 'dynamodb.sqlite')];
  const child = spawn(findBinary(), args, { stdio: 'ignore' });
  process.once('exit', () => child.kill());
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, accessKeyId: 'local', stop };
};

/**
 * Starts DynamoDB and S3/SQS on loopback, on ephemeral ports, in a temporary folder that {@link Engines.stop}
 * removes, with the tables and buckets of {@link names}. Sets the process's AWS variables, so that the clients of
 * shared/aws reach them.
 */
export const startEngines = async (): Promise<Engines> => {
  const folder = await mkdtemp(join(tmpdir(), 'engines-'));
  const dynamodb = await startDynamodb(folder);
  let formClock = () => new Date();
  holdFormsToPolicies({ now: () => formClock(), secretAccessKey: 'local' });
  const { startFauxqs } = await import('fauxqs');
  const objects = await onLoopback(() => startFauxqs({ port: 0, logger: false, defaultRegion: 'eu-west-1' }));
  const sqs = `http://127.0.0.1:${objects.port}`;
  for (const bucket of BUCKETS) objects.createBucket(bucket);
  const environment = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: dynamodb.accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
    AWS_ENDPOINT_URL_S3: sqs,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_S3_FORCE_PATH_STYLE: '1',
  };
  Object.assign(process.env, environment);
  await createTables(dynamodb.url);
  return {
    dynamodb: dynamodb.url,
    s3: sqs,
    sqs,
    environment,
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
      await Promise.all([dynamodb.stop(), objects.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
