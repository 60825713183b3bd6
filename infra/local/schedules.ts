import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { callEngine, type Engine } from './aws-request.ts';
import type { Clock } from './clock.ts';
import type { DeployedResource, Deployment } from './deployment.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Log } from './log.ts';
import { parseProperties } from './properties.ts';
import { parseScheduleExpression } from './schedule-expression.ts';

const ScheduleProperties = z.strictObject({
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  FlexibleTimeWindow: z.object({ Mode: z.string() }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    Input: z.string().default('{}'),
    SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
    RoleArn: z.unknown(),
    RetryPolicy: z.unknown().optional(),
    DeadLetterConfig: z.unknown().optional(),
  }),
});
const WITHOUT_EFFECT = ['Description', 'GroupName'];

/** Node's timers end at 24.8 days; the clock may be moved meanwhile as well. */
const LONGEST_WAIT_MILLISECONDS = 60 * 60 * 1000;

export type Schedules = {
  names: string[];
  /** Fires a schedule now, whatever its expression says. */
  fire(name: string): Promise<void>;
  stop(): void;
};

const wholeSecond = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000);

/**
 * Runs the template's schedules by the clock. Times that passed while nothing ran, or that a move of the clock skipped,
 * are not made up for. With `byHand` nothing fires but what is asked for.
 */
export const startSchedules = (deps: {
  deployment: Deployment;
  pools: FunctionPool[];
  queues: Engine;
  clock: Clock;
  log: Log;
  byHand: boolean;
}): Schedules => {
  const { deployment, pools, queues, clock, log } = deps;
  const targets = deployment.ofType('AWS::SQS::Queue');
  const timers = new Map<string, NodeJS.Timeout>();

  const create = (resource: DeployedResource) => {
    const { Target: target, ...schedule } = parseProperties(ScheduleProperties, resource, WITHOUT_EFFECT);
    const { ref: name, attributes } = resource.identity;
    const next = parseScheduleExpression(schedule.ScheduleExpression, {
      timeZone: schedule.ScheduleExpressionTimezone,
      start: clock.now(),
    });
    const pool = pools.find(({ definition }) => definition.arn === target.Arn);
    const queue = targets.find(({ identity }) => identity.attributes['Arn'] === target.Arn);
    if (!pool && !queue) throw new Error(`${resource.key} leads to neither a function nor a queue: ${target.Arn}`);
    const fired = new Set<number>();

    /** Two firings within a second would carry the same text, and a queue would drop the second as a duplicate. */
    const unused = (at: Date) => {
      let time = wholeSecond(at).getTime();
      while (fired.has(time)) time += 1000;
      fired.add(time);
      return new Date(time);
    };

    const fire = async (at: Date) => {
      const input = target.Input.replaceAll(
        '<aws.scheduler.scheduled-time>',
        unused(at).toISOString().replace('.000Z', 'Z'),
      )
        .replaceAll('<aws.scheduler.schedule-arn>', attributes['Arn'] ?? '')
        .replaceAll('<aws.scheduler.execution-id>', randomUUID())
        .replaceAll('<aws.scheduler.attempt-number>', '1');
      // A function is started, not waited for; the pool logs its failure.
      if (pool) return void pool.invoke(input);
      const group = target.SqsParameters && { MessageGroupId: target.SqsParameters.MessageGroupId };
      await callEngine(queues, 'AmazonSQS.SendMessage', {
        QueueUrl: queue?.identity.ref,
        MessageBody: input,
        ...group,
      });
    };

    const arm = (after: Date) => {
      clearTimeout(timers.get(name));
      const due = next(after);
      if (!due) return;
      const wait = due.getTime() - clock.now().getTime();
      const timer = setTimeout(
        () => {
          if (wait > LONGEST_WAIT_MILLISECONDS) return arm(clock.now());
          // A timer may be a little early, and the same time must not come twice.
          arm(new Date(Math.max(due.getTime(), clock.now().getTime())));
          fire(due).catch((error) =>
            log({ level: 'ERROR', message: 'schedule not fired', schedule: name, reason: String(error) }),
          );
        },
        Math.min(wait, LONGEST_WAIT_MILLISECONDS),
      );
      timers.set(name, timer);
    };
    if (schedule.State === 'ENABLED' && !deps.byHand) {
      arm(clock.now());
      clock.onMove(() => arm(clock.now()));
    }
    return [name, fire] as const;
  };

  const schedules = new Map(deployment.ofType('AWS::Scheduler::Schedule').map(create));
  return {
    names: [...schedules.keys()],
    fire: async (name) => {
      const fire = schedules.get(name);
      if (!fire) throw new Error(`No schedule ${name}; there are ${[...schedules.keys()].join(', ')}`);
      await fire(clock.now());
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
};
