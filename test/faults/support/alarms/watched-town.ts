import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { readAssembly } from '../../../../infra/local/assembly.ts';
import { createDeployment } from '../../../../infra/local/deployment.ts';
import { startLocalStack } from '../../../../infra/local/stack.ts';
import { clientOf } from '../../../e2e/client.ts';
import { clientsOf } from '../../../infra/local/running.ts';
import { type Alarm, alarmsOf, isOn, metricOf, wentOn } from '../../../watch/cloudwatch.ts';
import { PLACE } from '../../../watch/engine-call.ts';
import { startWatchedEngines } from '../../../watch/watched-engines.ts';
import { type Fault, faulty } from './faulty.ts';
import { measure } from './measured.ts';
import { timetable } from './timetable.ts';

export const ASSEMBLY = join(import.meta.dirname, '../../../../cdk.out');
/** A machine that does much else takes its time. */
const PATIENCE_MS = 180_000;
const BETWEEN_LOOKS_MS = 200;

const full = (name: string): string => `joint-credit-${name}`;

/** The system with CloudWatch beside it: what its alarms watch is what really was logged, begun, failed, answered and left in queues. */
export const startWatchedTown = async (first: Date, assembly = ASSEMBLY) => {
  const template = createDeployment(readAssembly(assembly).stacks, { ...PLACE, apiUrl: 'http://api.invalid' });
  const alarms = alarmsOf(template);
  let now = () => first.getTime();
  const measured = measure(template, () => now());
  const faults = faulty();
  const engines = await startWatchedEngines(faults.judge);
  const stack = await startLocalStack({
    assembly,
    state: 'memory',
    now: first,
    schedules: 'by-hand',
    throttle: false,
    retrySeconds: 0,
    environment: engines.environment,
    allowOrigins: engines.allowOrigins,
    log: measured.line,
  });
  now = () => stack.clock.now().getTime();
  engines.setClock(first);
  const { sqs, s3, dynamodb } = clientsOf(stack);
  const { apiUrl, publicUrl, token } = stack;
  const api = clientOf({ apiUrl, publicUrl, token });
  const due = timetable(template, first);

  const alarm = (name: string): Alarm => {
    const found = alarms.get(name);
    if (found === undefined) throw new Error(`no alarm ${name}`);
    return found;
  };
  let latest = first.getTime();
  const moveTo = (instant: number): void => {
    latest = Math.max(latest, now(), instant);
    stack.clock.set(new Date(instant));
    engines.setClock(new Date(instant));
  };
  const sample = () => measured.sample(sqs, stack.invocations());
  const until = async (come: () => boolean): Promise<boolean> => {
    for (const deadline = Date.now() + PATIENCE_MS; ; await pause(BETWEEN_LOOKS_MS)) {
      await sample();
      if (come()) return true;
      if (Date.now() > deadline) return false;
    }
  };
  const urlOf = async (QueueName: string) => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
  const isOnNow = (name: string): boolean => isOn(alarm(name), measured.data, now());

  return {
    alarms,
    alarm,
    now: () => new Date(now()),
    goOn: (milliseconds: number): void => moveTo(now() + milliseconds),
    /** Goes on to the latest instant that it has shown, if the clock was set back since. */
    catchUp: (): void => moveTo(Math.max(latest, now())),
    published: api.published,
    call: async (...given: Parameters<typeof api.call>) => {
      const reply = await api.call(...given);
      measured.answer(reply.status);
      return reply;
    },
    turnedAway: (name: string): void => measured.turnedAway(full(name)),
    /** Calls of a function fail until it is mended: all, or those that a fault names. */
    breakCalls: (name: string, fault?: Fault): void => faults.deny(full(name), fault),
    /** Calls of a function are not answered until it is mended. */
    hold: (name: string): void => faults.hold(full(name)),
    mend: faults.mend,
    fire: (name: string): Promise<void> => stack.fire(name),
    schedules: stack.schedules,
    /** Goes on to when a schedule is next due. */
    goToNext: (name: string): void => moveTo(due.next(name, new Date(now())).getTime()),
    /** The schedules that are due from now until so much later. */
    dueWithin: (milliseconds: number): readonly string[] => due.within(new Date(now()), milliseconds),
    idle: () => stack.idle(PATIENCE_MS),
    sample,
    message: async (queue: string, MessageBody: string): Promise<void> => {
      const order = queue.endsWith('.fifo') && { MessageGroupId: 'group' };
      await sqs.send(new SendMessageCommand({ QueueUrl: await urlOf(queue), MessageBody, ...order }));
    },
    purge: async (queue: string): Promise<void> => {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: await urlOf(queue) }));
    },
    object: async (bucket: string, Key: string, Body: string): Promise<void> => {
      await s3.send(new PutObjectCommand({ Bucket: stack.outputs[bucket] ?? '', Key, Body }));
    },
    bucket: (output: string): string => stack.outputs[output] ?? '',
    s3,
    isOn: isOnNow,
    wentOn: (name: string, from: Date): boolean =>
      wentOn(alarm(name), measured.data, { from: from.getTime(), to: now() }),
    /** Whether anybody ever wrote what it watches. */
    isMeasured: (name: string): boolean => measured.data.some(({ metric }) => metric === metricOf(alarm(name))),
    /** A value comes of what it watches, at that instant or later. */
    isMeasuredSince: (name: string, from: Date): Promise<boolean> =>
      until(() => measured.data.some(({ metric, at }) => metric === metricOf(alarm(name)) && at >= from.getTime())),
    liesIn: (queue: string): Promise<boolean> => until(() => measured.liesIn(queue)),
    goesOn: (name: string, from: Date): Promise<boolean> =>
      until(() => wentOn(alarm(name), measured.data, { from: from.getTime(), to: now() })),
    goesOff: (name: string): Promise<boolean> => until(() => !isOnNow(name)),
    stop: async (): Promise<void> => {
      faults.mend();
      for (const client of [sqs, s3, dynamodb]) client.destroy();
      await stack.stop();
      await engines.stop();
    },
  };
};
export type WatchedTown = Awaited<ReturnType<typeof startWatchedTown>>;
