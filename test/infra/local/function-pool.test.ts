import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { heapEnvironment } from '../../../infra/heap-limit.ts';
import { createClock } from '../../../infra/local/clock.ts';
import type { FunctionDefinition } from '../../../infra/local/function-definition.ts';
import { createFunctionPool, type FunctionPool } from '../../../infra/local/function-pool.ts';
import { createLog } from '../../../infra/local/log.ts';

const pools: FunctionPool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.stop();
});

const setup = (
  given: Partial<FunctionDefinition> = {},
  clock = createClock(),
  skew?: (functionName: string) => number,
) => {
  const lines: string[] = [];
  const pool = createFunctionPool({
    definition: {
      name: 'echo',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
      codeDirectory: join(import.meta.dirname, 'fixture/functions', given.name ?? 'echo'),
      handler: 'index.handler',
      environment: { OWN: 'value' },
      timeoutSeconds: 5,
      memoryMegabytes: 128,
      concurrency: 2,
      ...given,
    },
    clockOffset: clock.offset,
    skew,
    log: createLog((line) => lines.push(line)),
  });
  pools.push(pool);
  const act = (action: string, milliseconds = 0) =>
    pool.invoke(JSON.stringify({ queryStringParameters: { act: action, milliseconds: String(milliseconds) } }));
  const read = async (action: string) => {
    const reply = await act(action);
    return reply.ok ? JSON.parse(reply.payload) : reply;
  };
  return { pool, lines, act, read, clock };
};

describe('a pool of functions', () => {
  it('gives a function its own environment and nothing of the process around it', async () => {
    const { read } = setup();
    expect(await read('environment')).toEqual({ names: ['OWN'] });
  });

  it('gives it the heap that its deployment names, and else that of its memory', async () => {
    const limited = setup({ environment: { OWN: 'value', ...heapEnvironment(64) }, memoryMegabytes: 1_769 });
    expect(await limited.read('limits')).toMatchObject({ maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 12 });
    expect(await limited.read('environment')).toEqual({ names: ['OWN'] });
    expect(await setup().read('limits')).toMatchObject({ maxOldGenerationSizeMb: 128 });
  });

  it('gives it the context of an invocation', async () => {
    const { read } = setup();
    const context = await read('context');
    expect(context).toMatchObject({ functionName: 'echo', memoryLimitInMB: '128', functionVersion: '$LATEST' });
    expect(context.remaining).toBeGreaterThan(0);
    expect(context.remaining).toBeLessThanOrEqual(5000);
    expect(context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers with what was thrown, and logs it', async () => {
    const { act, lines } = setup();
    expect(await act('throw')).toMatchObject({ ok: false, errorType: 'TypeError', errorMessage: 'as asked' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'ERROR', function: 'echo', errorMessage: 'as asked' });
  });

  it('goes on with a new thread after a crash', async () => {
    const { act } = setup({ concurrency: 1 });
    expect(await act('exit')).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    expect((await act('text')).ok).toBe(true);
  });

  it('ends what takes longer than its timeout', async () => {
    const { act, pool } = setup({ concurrency: 1, timeoutSeconds: 0.2 });
    expect(await act('sleep', 60_000)).toMatchObject({ ok: false, errorMessage: 'Task timed out after 0.20 seconds' });
    expect((await act('text')).ok).toBe(true);
    expect(pool.inFlight()).toBe(0);
  });

  it('uses the thread used last, and another only when it is busy', async () => {
    const { read, act } = setup();
    const stream = async () => (await read('context')).logStreamName;
    const first = await stream();
    expect(await stream()).toBe(first);
    const [, second] = await Promise.all([act('sleep', 100), stream()]);
    expect(second).not.toBe(first);
    expect(new Set([first, second])).toContain(await stream());
  });

  it('lets no more run at once than it may', async () => {
    const { act, read } = setup({ concurrency: 2 });
    const running = Array.from({ length: 6 }, async () => {
      await act('sleep', 20);
      return (await read('context')).logStreamName;
    });
    expect(new Set(await Promise.all(running)).size).toBe(2);
  });

  it('fails each invocation of a function that cannot be loaded', async () => {
    const { act } = setup({ handler: 'index.missing' });
    expect(await act('text')).toMatchObject({ ok: false, errorMessage: expect.stringContaining('not a function') });
    expect((await act('text')).ok).toBe(false);
  });

  it('has functions see the clock from the moment they are loaded, and its moves at once', async () => {
    const { pool, clock } = setup({ name: 'clock' }, createClock(new Date('2030-01-01T00:00:00Z')));
    const ask = async () => {
      const reply = await pool.invoke('{}');
      return reply.ok ? JSON.parse(reply.payload) : reply;
    };
    const before = await ask();
    expect(before).toMatchObject({
      loaded: expect.stringMatching(/^2030-01-01/),
      given: '1970-01-01T00:00:00.000Z',
      isDate: true,
    });
    clock.set(new Date('2031-06-01T00:00:00Z'));
    const after = await ask();
    expect(after).toMatchObject({ loaded: before.loaded, date: expect.stringMatching(/^2031-06-01/) });
    expect(new Date(after.now).getUTCFullYear()).toBe(2031);
  });

  it('starts each invocation on a machine whose clock is as far ahead as it is told', async () => {
    const machines = [5, -5, 0].map((minutes) => minutes * 60_000);
    const { pool, clock } = setup({ name: 'clock' }, createClock(new Date('2030-01-01T12:00:00Z')), (name) => {
      expect(name).toBe('clock');
      return machines.shift() ?? 0;
    });
    const ahead = async () => {
      const reply = await pool.invoke('{}');
      const { now } = reply.ok ? JSON.parse(reply.payload) : reply;
      return Math.round((new Date(now).getTime() - clock.now().getTime()) / 60_000);
    };
    expect([await ahead(), await ahead(), Math.abs(await ahead())]).toEqual([5, -5, 0]);
  });
});
