import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { createDeployment } from '../../../infra/local/deployment.ts';
import { startLocalStack } from '../../../infra/local/stack.ts';
import { messages } from '../../../shared/kernel/log.ts';
import { clientOf } from '../../e2e/client.ts';
import { type Alarm, alarmsOf, type Datum, isOn, lineCounter, metricName, metricOf } from '../../watch/cloudwatch.ts';
import { type EngineCall, PLACE } from '../../watch/engine-call.ts';
import { startWatchedEngines } from '../../watch/watched-engines.ts';

const root = join(import.meta.dirname, '../../..');
const RELAY = 'joint-credit-relay';
const PATIENCE_MS = 60_000;
const credentials = { accessKeyId: PLACE.account, secretAccessKey: 'none' };
const { region } = PLACE;

/** A fault: which calls of a function are denied. */
export type Fault = (call: EngineCall) => boolean;
export const everyCall: Fault = () => true;

const LoggingConfig = z.looseObject({ LoggingConfig: z.looseObject({ LogGroup: z.string() }) });
const Failed = z.looseObject({ message: z.literal('invocation failed'), function: z.string() });

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** The system, with CloudWatch beside it: what its alarms watch is read from what really was logged, started, failed and left in queues. */
export const startWatchedTown = async (first: Date) => {
  const assembly = join(root, 'cdk.out');
  const template = createDeployment(readAssembly(assembly).stacks, { ...PLACE, apiUrl: 'http://api.invalid' });
  const alarms = alarmsOf(template);
  const metricsOfLine = lineCounter(template);
  const groups = new Map(
    template
      .ofType('AWS::Lambda::Function')
      .map(({ identity, properties }) => [identity.ref, LoggingConfig.parse(properties).LoggingConfig.LogGroup]),
  );
  const data: Datum[] = [];
  const faults = new Map<string, Fault>();
  const held = new Map<string, PromiseWithResolvers<void>>();
  const engines = await startWatchedEngines(async ({ caller = '', ...call }) => {
    await held.get(caller)?.promise;
    return faults.get(caller)?.({ caller, ...call }) ? 'a fault that a test has made' : undefined;
  });
  let now = () => first.getTime();
  const count = (metric: string, value = 1) => void data.push({ metric, at: now(), value });
  let behindSince: number | undefined;
  /** How old the record is that the relay is at: what it says of those it could not do, until it does one. */
  const noteAge = (line: string): void => {
    if (line.includes(messages.relayFailed)) behindSince ??= now();
    if (line.includes(messages.recordRelayed)) behindSince = undefined;
    count(metricName('AWS/Lambda', 'IteratorAge', RELAY), behindSince === undefined ? 0 : now() - behindSince);
  };
  const stack = await startLocalStack({
    assembly,
    state: 'memory',
    now: first,
    schedules: 'by-hand',
    throttle: false,
    retrySeconds: 0,
    environment: engines.environment,
    log: (line, functionName) => {
      for (const metric of metricsOfLine(groups.get(functionName ?? '') ?? '', line)) count(metric);
      const failed = Failed.safeParse(parsed(line)).data;
      if (failed !== undefined) count(metricName('AWS/Lambda', 'Errors', failed.function));
      if (functionName === RELAY) noteAge(line);
    },
  });
  now = () => stack.clock.now().getTime();
  engines.setClock(first);
  const sqs = new SQSClient({ endpoint: stack.endpoints.sqs, region, credentials, useQueueUrlAsEndpoint: false });
  const s3 = new S3Client({ endpoint: stack.endpoints.s3, region, credentials, forcePathStyle: true });
  const target = { apiUrl: stack.apiUrl, publicUrl: stack.publicUrl, token: stack.token };
  const client = clientOf(target);

  let started: Readonly<Record<string, number>> = stack.invocations();
  const since = new Map<string, number>();
  const urlOf = async (QueueName: string) => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
  const NAMES = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

  /** What AWS measures by itself, at this moment. */
  const sample = async (): Promise<void> => {
    const begun = stack.invocations();
    for (const [name, times] of Object.entries(begun)) {
      const more = times - (started[name] ?? 0);
      if (more > 0) count(metricName('AWS/Lambda', 'Invocations', name), more);
    }
    started = begun;
    for (const { MetricName, Dimensions } of alarms.values()) {
      const queue = Dimensions[0]?.Value ?? '';
      if (Dimensions[0]?.Name !== 'QueueName') continue;
      const QueueUrl = await urlOf(queue);
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...NAMES] }),
      );
      const [visible = 0, taken = 0] = NAMES.map((name) => Number(Attributes[name] ?? 0));
      if (MetricName === 'ApproximateNumberOfMessagesVisible') count(metricName('AWS/SQS', MetricName, queue), visible);
      if (MetricName !== 'ApproximateAgeOfOldestMessage') continue;
      // The engine's own clock is the machine's: a message is as old as the functions' clock says since it was first seen there.
      if (visible + taken === 0) since.delete(queue);
      else since.set(queue, since.get(queue) ?? now());
      count(metricName('AWS/SQS', MetricName, queue), (now() - (since.get(queue) ?? now())) / 1_000);
    }
  };
  const alarm = (name: string): Alarm => {
    const found = alarms.get(name);
    if (found === undefined) throw new Error(`no alarm ${name}`);
    return found;
  };

  const moveTo = (instant: number): void => {
    stack.clock.set(new Date(instant));
    engines.setClock(new Date(instant));
  };
  return {
    alarms,
    client,
    stack,
    sample,
    count,
    now: () => new Date(now()),
    isOn: (name: string): boolean => isOn(alarm(name), data, now()),
    /** Whether anything of what it watches was ever measured. */
    isMeasured: (name: string): boolean => data.some(({ metric }) => metric === metricOf(alarm(name))),
    breakCalls: (name: string, fault: Fault = everyCall): void => void faults.set(`joint-credit-${name}`, fault),
    /** Its calls are not answered until it is mended. */
    hold: (name: string): void => void held.set(`joint-credit-${name}`, Promise.withResolvers<void>()),
    mend: (name: string): void => {
      const full = `joint-credit-${name}`;
      faults.delete(full);
      held.get(full)?.resolve();
      held.delete(full);
    },
    goOn: (milliseconds: number): void => moveTo(now() + milliseconds),
    fire: async (name: string): Promise<void> => {
      const schedule = stack.schedules.find((candidate) => candidate.endsWith(name));
      if (schedule === undefined) throw new Error(`no schedule ${name}`);
      await stack.fire(schedule);
    },
    idle: () => stack.idle(PATIENCE_MS),
    /** Waits until something lies in the queue that an alarm watches. */
    comesToLie: async (name: string): Promise<void> => {
      const deadline = Date.now() + PATIENCE_MS;
      while (!since.has(alarm(name).Dimensions[0]?.Value ?? '') && Date.now() < deadline) {
        await sample();
        await pause(200);
      }
    },
    /** Waits until the relay has been started once more. */
    relayTried: async (): Promise<void> => {
      const before = stack.invocations()[RELAY] ?? 0;
      const deadline = Date.now() + PATIENCE_MS;
      while ((stack.invocations()[RELAY] ?? 0) === before && Date.now() < deadline) await pause(100);
    },
    /** Waits until the alarm is on, or off, measuring again and again. */
    becomes: async (name: string, on: boolean): Promise<boolean> => {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        await sample();
        if (isOn(alarm(name), data, now()) === on) return true;
        if (Date.now() > deadline) return false;
        await pause(200);
      }
    },
    purge: async (queue: string): Promise<void> => {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: await urlOf(queue) }));
    },
    message: async (queue: string, MessageBody: string): Promise<void> => {
      const fifo = queue.endsWith('.fifo');
      const QueueUrl = await urlOf(queue);
      await sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody,
          ...(fifo && { MessageGroupId: 'g', MessageDeduplicationId: String(Math.random()) }),
        }),
      );
    },
    object: async (output: string, Key: string, Body: string): Promise<void> => {
      await s3.send(new PutObjectCommand({ Bucket: stack.outputs[output] ?? '', Key, Body }));
    },
    stop: async () => {
      sqs.destroy();
      s3.destroy();
      await stack.stop();
      await engines.stop();
    },
  };
};
export type WatchedTown = Awaited<ReturnType<typeof startWatchedTown>>;
