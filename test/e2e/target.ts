import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { Service } from '../../infra/local/engines/engines.ts';
import { startLocalStack } from '../../infra/local/stack.ts';
import { type Bucket, objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { account, region } from '../deploy/aws-environment.ts';
import { EmulatedDeployment, emulatedTarget } from '../deploy/target.ts';
import { secondEngineEnvironment } from '../second-engine/named.ts';
import type { EngineCall } from '../watch/engine-call.ts';
import { watchRights } from '../watch/watch-rights.ts';
import { startWatchedEngines } from '../watch/watched-engines.ts';

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
  /** Where all that is kept can be read, by anybody's keys. */
  readonly endpoints: Readonly<Record<Service, string>>;
}

/** Engines on this machine take anybody's keys; the emulator takes its account and region from them. */
const exchangeBucket = (endpoint: string, bucket: string) => {
  const credentials = { accessKeyId: account, secretAccessKey: 'none' };
  return objectBucket(new S3Client({ endpoint, region, forcePathStyle: true, credentials }), bucket);
};

const root = join(import.meta.dirname, '../..');

/** Every function has here the rights that the template gives it, and no other: a call that lacks one is denied, and fails the file. */
const localTarget = async (now: Date, see?: (call: EngineCall) => void): Promise<ExchangingTarget> => {
  const assembly = join(root, 'cdk.out');
  const rights = watchRights(assembly);
  const engines = await startWatchedEngines((call) => {
    see?.(call);
    return rights.judge(call);
  }, secondEngineEnvironment());
  const lines: string[] = [];
  const stack = await startLocalStack({
    assembly,
    state: 'memory',
    now,
    schedules: 'by-hand',
    throttle: false,
    log: (line) => void lines.push(line),
    environment: engines.environment,
    allowOrigins: engines.allowOrigins,
  });
  const setClock = async (instant: Date): Promise<void> => {
    stack.clock.set(instant);
    engines.setClock(instant);
  };
  await setClock(now);
  const fire = (name: string) => {
    const schedule = stack.schedules.find((candidate) => candidate.endsWith(name));
    if (schedule === undefined) throw new Error(`no schedule ${name} among ${stack.schedules.join(', ')}`);
    return stack.fire(schedule);
  };
  return {
    apiUrl: stack.apiUrl,
    publicUrl: stack.publicUrl,
    token: stack.token,
    setClock,
    firePublication: (reason) => fire(`publish-${reason}`),
    fireSchedule: fire,
    exchange: exchangeBucket(stack.endpoints.s3, stack.outputs['ExchangeBucket'] ?? ''),
    idle: () => stack.idle(),
    endpoints: stack.endpoints,
    logs: async () => lines.join('\n'),
    stop: async () => {
      await stack.stop();
      await engines.stop();
      rights.done();
    },
  };
};

/** Starts or finds the target; its clock shows `now`. On this machine every call of an engine can be seen as it goes by. */
export const startTarget = async (now: Date, see?: (call: EngineCall) => void): Promise<ExchangingTarget> => {
  const file = process.env['EMULATED_DEPLOYMENT'];
  if (file === undefined) return localTarget(now, see);
  const target = await emulatedTarget(EmulatedDeployment.parse(JSON.parse(readFileSync(file, 'utf8'))));
  await target.setClock(now);
  return { ...target, exchange: exchangeBucket(target.endpoints.s3, target.outputs.ExchangeBucket) };
};
