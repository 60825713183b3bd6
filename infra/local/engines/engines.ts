import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Credentials, Engine } from '../aws-request.ts';
import type { CorsRules } from './cross-origin.ts';
import { startDynamoDb } from './dynamodb.ts';
import { startQueuesAndObjects } from './queues-and-objects.ts';
import type { RunningEngine } from './running-engine.ts';
import { openSecretStore } from './secret-store.ts';
import { startSecrets } from './secrets.ts';
import type { ReadUpTo } from './stream-index.ts';

/** The services that functions call, by the SDK's endpoint variable of each. */
const VARIABLES = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  sqs: 'AWS_ENDPOINT_URL_SQS',
  s3: 'AWS_ENDPOINT_URL_S3',
  secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
} as const;
export type Service = keyof typeof VARIABLES;
const SERVICES: readonly Service[] = ['dynamodb', 'sqs', 's3', 'secretsmanager'];

export type Engines = {
  of: Record<Service, Engine>;
  /** Streams are read from DynamoDB's own address, but on AWS from one of their own. */
  streams: Engine;
  labels: Record<Service, string>;
  region: string;
  /** The variables by which an SDK client, in a function or a test, reaches these engines. */
  environment: Record<string, string>;
  /** Which pages of other origins may use a bucket. */
  allowOrigins(bucket: string, rules: CorsRules): void;
  stop(): Promise<void>;
};

const DUMMY: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The caller's own region and credentials count as soon as one engine is theirs. */
const identityFor = (environment: NodeJS.ProcessEnv) => {
  const theirs = SERVICES.some((service) => environment[VARIABLES[service]]);
  if (!theirs) return { region: 'us-east-1', credentials: DUMMY };
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
  if (!accessKeyId || !secretAccessKey) return { region, credentials: DUMMY };
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  return { region, credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } };
};

/**
 * Starts an engine for each service that the caller does not name an endpoint for. `directory` holds their files;
 * queues, objects and secrets are kept in it only if `keep` is set.
 */
export const startEngines = async (options: {
  directory: string;
  keep: boolean;
  readUpTo: ReadUpTo[];
  given: NodeJS.ProcessEnv;
  /** The clock of functions, by which they sign what others use. */
  clockOffset: SharedArrayBuffer;
  /** Is told which pages may use a bucket of an engine that the caller names. @default nobody is: its buckets are its own */
  allowOrigins?: Engines['allowOrigins'] | undefined;
  lost: (reason: string) => void;
}): Promise<Engines> => {
  const { directory, keep, given, lost, readUpTo, clockOffset } = options;
  const { region, credentials } = identityFor(given);
  const at = (name: string) => join(directory, name);
  mkdirSync(at('queues'), { recursive: true });

  const kept = keep ? { dataDirectory: at('queues'), objectDirectory: at('objects') } : undefined;
  let queuesAndObjects: Promise<RunningEngine> | undefined;
  const startShared = () => {
    queuesAndObjects ??= startQueuesAndObjects({
      region,
      forms: { secretAccessKey: credentials.secretAccessKey, clockOffset },
      kept,
      lost,
    });
    return queuesAndObjects;
  };
  const starters: Record<Service, () => Promise<RunningEngine>> = {
    dynamodb: () => startDynamoDb({ path: at('tables.db'), readUpTo, lost }),
    sqs: startShared,
    s3: startShared,
    secretsmanager: () => startSecrets(openSecretStore(keep ? at('secrets.json') : undefined), region),
  };
  const theirs = (url: string): RunningEngine => ({ url, label: 'given by the environment', stop: async () => {} });
  const start = async (service: Service) => {
    const url = given[VARIABLES[service]];
    return url ? theirs(url) : starters[service]();
  };

  const settled = await Promise.allSettled(SERVICES.map(start));
  const running = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    await Promise.all([...new Set(running)].map((engine) => engine.stop()));
  };
  const failed = settled.find((result) => result.status === 'rejected');
  const [dynamodb, sqs, s3, secretsmanager] = running;
  if (failed || !dynamodb || !sqs || !s3 || !secretsmanager) {
    await stop();
    throw failed?.reason ?? new Error('An engine did not start');
  }
  const streamsUrl =
    given['AWS_ENDPOINT_URL_DYNAMODB_STREAMS'] ??
    dynamodb.url.replace(/^https:\/\/dynamodb\./, 'https://streams.dynamodb.');
  const byService = { dynamodb, sqs, s3, secretsmanager };
  const engine = (service: Service): Engine => ({ url: byService[service].url, service, region, credentials });

  return {
    of: {
      dynamodb: engine('dynamodb'),
      sqs: engine('sqs'),
      s3: engine('s3'),
      secretsmanager: engine('secretsmanager'),
    },
    streams: { ...engine('dynamodb'), url: streamsUrl },
    labels: {
      dynamodb: dynamodb.label,
      sqs: sqs.label,
      s3: s3.label,
      secretsmanager: secretsmanager.label,
    },
    region,
    environment: {
      ...Object.fromEntries(SERVICES.map((service) => [VARIABLES[service], byService[service].url])),
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
      AWS_S3_FORCE_PATH_STYLE: '1',
    },
    allowOrigins: (bucket, rules) => (s3.allowOrigins ?? options.allowOrigins)?.(bucket, rules),
    stop,
  };
};
