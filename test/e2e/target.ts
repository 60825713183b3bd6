import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { startLocalStack } from '../../infra/local/stack.ts';
import { type Bucket, objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { account, region } from '../deploy/aws-environment.ts';
import { EmulatedDeployment, emulatedTarget } from '../deploy/target.ts';
import { secondEngineEnvironment } from '../second-engine/named.ts';

/** Where the suite runs: the stack of `npm start`, or a deployment on an emulated AWS. */
export interface Target {
  readonly apiUrl: string;
  /** The public copy, as readers reach it. */
  readonly publicUrl: string;
  token(claims: Record<string, unknown>, lifetimeSeconds?: number): Promise<string>;
  /** The functions' clock shows this instant from now on, and runs on. */
  setClock(instant: Date): Promise<void>;
  firePublication(reason: 'daily' | 'additions'): Promise<void>;
  fireSchedule(name: string): Promise<void>;
  /** Waits until nothing is in flight. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** A target of which it can be read what its functions have written about what they do. */
export interface LoggedTarget extends Target {
  logs(): Promise<string>;
}

/** A target of which the superior platform's side can be played. */
export interface ExchangingTarget extends LoggedTarget {
  /** The private bucket of the exchange, as the superior platform reaches it. */
  readonly exchange: Pick<Bucket, 'get' | 'put' | 'list'>;
}

/** Engines on this machine take anybody's keys; the emulator takes its account and region from them. */
const exchangeBucket = (endpoint: string, bucket: string) => {
  const credentials = { accessKeyId: account, secretAccessKey: 'none' };
  return objectBucket(new S3Client({ endpoint, region, forcePathStyle: true, credentials }), bucket);
};

const root = join(import.meta.dirname, '../..');

const localTarget = async (now: Date): Promise<ExchangingTarget> => {
  const lines: string[] = [];
  const stack = await startLocalStack({
    assembly: join(root, 'cdk.out'),
    state: 'memory',
    now,
    schedules: 'by-hand',
    throttle: false,
    log: (line) => void lines.push(line),
    environment: secondEngineEnvironment(),
  });
  const fire = (name: string) => {
    const schedule = stack.schedules.find((candidate) => candidate.endsWith(name));
    if (schedule === undefined) throw new Error(`no schedule ${name} among ${stack.schedules.join(', ')}`);
    return stack.fire(schedule);
  };
  return {
    apiUrl: stack.apiUrl,
    publicUrl: stack.publicUrl,
    token: stack.token,
    setClock: async (instant) => stack.clock.set(instant),
    firePublication: (reason) => fire(`publish-${reason}`),
    fireSchedule: fire,
    exchange: exchangeBucket(stack.endpoints.s3, stack.outputs['ExchangeBucket'] ?? ''),
    idle: () => stack.idle(),
    logs: async () => lines.join('\n'),
    stop: stack.stop,
  };
};

/** Starts or finds the target; its clock shows `now`. */
export const startTarget = async (now: Date): Promise<ExchangingTarget> => {
  const file = process.env['EMULATED_DEPLOYMENT'];
  if (file === undefined) return localTarget(now);
  const target = await emulatedTarget(EmulatedDeployment.parse(JSON.parse(readFileSync(file, 'utf8'))));
  await target.setClock(now);
  return { ...target, exchange: exchangeBucket(target.endpoints.s3, target.outputs.ExchangeBucket) };
};
