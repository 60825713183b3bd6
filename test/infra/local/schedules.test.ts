import { afterEach, describe, expect, it } from 'vitest';
import { createClock } from '../../../infra/local/clock.ts';
import type { DeployedResource, Deployment } from '../../../infra/local/deployment.ts';
import type { FunctionPool } from '../../../infra/local/function-pool.ts';
import { createLog } from '../../../infra/local/log.ts';
import { type Schedules, startSchedules } from '../../../infra/local/schedules.ts';

const running: Schedules[] = [];
afterEach(() => {
  for (const schedules of running.splice(0)) schedules.stop();
});

const MIDNIGHT = new Date('2026-11-22T16:00:00Z');
const earlier = (milliseconds: number) => new Date(MIDNIGHT.getTime() - milliseconds);

const setup = (start: Date, options: { byHand?: boolean; expression?: string; target?: object } = {}) => {
  const fired: unknown[] = [];
  const clock = createClock(start);
  const pool = {
    definition: { arn: 'arn:function' },
    invoke: async (payload: string) => fired.push(JSON.parse(payload).at),
  } as unknown as FunctionPool;
  const resource: DeployedResource = {
    key: 'Stack.daily',
    id: 'daily',
    identity: { ref: 'daily', attributes: { Arn: 'arn:schedule' } },
    properties: {
      ScheduleExpression: options.expression ?? 'cron(0 0 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: 'arn:function',
        RoleArn: 'r',
        Input: '{"at":"<aws.scheduler.scheduled-time>"}',
        ...options.target,
      },
    },
  };
  const schedules = startSchedules({
    deployment: {
      ofType: (type) => (type === 'AWS::Scheduler::Schedule' ? [resource] : []),
      outputs: () => ({}),
    } as Deployment,
    pools: [pool],
    queues: { url: '', service: 'sqs', region: '', credentials: { accessKeyId: '', secretAccessKey: '' } },
    clock,
    log: createLog(() => {}),
    byHand: options.byHand ?? false,
  });
  running.push(schedules);
  return { clock, fired, schedules };
};

const later = () => new Promise((resolve) => setTimeout(resolve, 300));

describe('schedules', () => {
  it('fire once when the clock gets there, with the time they were due', async () => {
    const { fired } = setup(earlier(100));
    await expect.poll(() => fired).toEqual(['2026-11-22T16:00:00Z']);
    await later();
    expect(fired).toHaveLength(1);
  });

  it('follow a move of the clock, and do not make up for what it skips', async () => {
    const { clock, fired } = setup(earlier(3_600_000));
    clock.set(new Date('2026-11-24T02:00:00Z'));
    await later();
    expect(fired).toEqual([]);
    clock.set(new Date('2026-11-24T15:59:59.900Z'));
    await expect.poll(() => fired).toEqual(['2026-11-24T16:00:00Z']);
  });

  it('fire by hand only, if so asked, and never twice with the same second', async () => {
    const { fired, schedules } = setup(earlier(100), { byHand: true });
    await later();
    expect(fired).toEqual([]);
    for (let time = 0; time < 3; time += 1) await schedules.fire('daily');
    expect(new Set(fired).size).toBe(3);
    await expect(schedules.fire('weekly')).rejects.toThrow('No schedule weekly; there are daily');
  });

  it('are refused when they lead nowhere or cannot be understood', () => {
    expect(() => setup(MIDNIGHT, { target: { Arn: 'arn:other' } })).toThrow('Stack.daily leads to neither');
    expect(() => setup(MIDNIGHT, { expression: 'at(2026-11-22T00:00:00)' })).toThrow('at(2026-11-22T00:00:00)');
    expect(() => setup(MIDNIGHT, { target: { KinesisParameters: {} } })).toThrow('KinesisParameters');
  });
});
