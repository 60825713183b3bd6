import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callEngine, type Engine } from '../../../../infra/local/aws-request.ts';
import { createClock } from '../../../../infra/local/clock.ts';
import { startQueuesAndObjects } from '../../../../infra/local/engines/queues-and-objects.ts';
import { createEventFilter } from '../../../../infra/local/event-filter.ts';
import type { FunctionPool } from '../../../../infra/local/function-pool.ts';
import { createLog } from '../../../../infra/local/log.ts';
import type { EventSource } from '../../../../infra/local/sources/event-source.ts';
import { type QueueSettings, startQueueSource } from '../../../../infra/local/sources/queue-source.ts';

type Event = { Records: { messageId: string; body: string; attributes: Record<string, string> }[] };

let running: Awaited<ReturnType<typeof startQueuesAndObjects>>;
let queues: Engine;
const sources: EventSource[] = [];
let queueNumber = 0;

beforeAll(async () => {
  running = await startQueuesAndObjects({
    region: 'us-east-1',
    lost: (reason) => {
      throw new Error(reason);
    },
  });
  queues = {
    url: running.url,
    service: 'sqs',
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
});
afterEach(async () => {
  for (const source of sources.splice(0)) await source.stop();
});
afterAll(() => running.stop());

/** The answers of the function, one after the other; the last one for all that follow. */
const setup = async (answers: ((event: Event) => unknown)[], given: Partial<QueueSettings> = {}) => {
  queueNumber += 1;
  const name = `queue-${queueNumber}`;
  await callEngine(queues, 'AmazonSQS.CreateQueue', { QueueName: name, Attributes: { VisibilityTimeout: '600' } });
  const queueUrl = `${running.url}/000000000000/${name}`;
  const call = (operation: string, input: object) =>
    callEngine(queues, `AmazonSQS.${operation}`, { QueueUrl: queueUrl, ...input });
  const batches: string[][] = [];
  const pool = {
    invoke: async (payload: string) => {
      const event: Event = JSON.parse(payload);
      batches.push(event.Records.map(({ body }) => body));
      try {
        const answer = answers[Math.min(batches.length, answers.length) - 1]?.(event);
        return { ok: true, payload: JSON.stringify(answer ?? null), requestId: 'r' };
      } catch {
        return { ok: false, errorType: 'Error', errorMessage: 'x', trace: [], requestId: 'r' };
      }
    },
  } as unknown as FunctionPool;
  const entries = (bodies: string[]) => bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  const start = async (...bodies: string[]) => {
    await call('SendMessageBatch', { Entries: entries(bodies) });
    const settings = {
      queueUrl,
      queueArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
      queueName: name,
      batchSize: 10,
      reportsFailures: true,
      filter: createEventFilter([]),
      concurrency: 1,
      retrySeconds: 1,
      ...given,
    };
    sources.push(startQueueSource({ settings, queues, pool, clock: createClock(), log: createLog(() => {}) }));
  };
  const drained = () => expect.poll(() => sources.at(-1)?.drained(), { timeout: 10_000 }).toBe(true);
  const counts = () => call('GetQueueAttributes', { AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] });
  return { start, batches, drained, counts };
};

const report =
  (...bodies: string[]) =>
  ({ Records }: Event) => ({
    batchItemFailures: Records.filter(({ body }) => bodies.includes(body)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  });
const fail = () => {
  throw new Error('as asked');
};

describe('a queue that feeds a function', () => {
  it('deletes what the function is done with and brings again only what it reports', async () => {
    const { start, batches, drained } = await setup([report('b'), report()]);
    await start('a', 'b', 'c');
    await drained();
    expect(batches).toEqual([['a', 'b', 'c'], ['b']]);
  });

  it.each([
    ['throws', fail],
    ['reports a message of another batch', () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
    ['reports nothing by name', () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
    ['reports what cannot be read', () => ({ batchItemFailures: 'b' })],
  ])('brings the whole batch again when the function %s', async (_, answer) => {
    const { start, batches, drained } = await setup([answer, report()]);
    await start('a', 'b');
    await drained();
    expect(batches).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('takes any answer for success where reports were not agreed on', async () => {
    const { start, batches, drained } = await setup([report('a')], { reportsFailures: false });
    await start('a');
    await drained();
    expect(batches).toEqual([['a']]);
  });

  it("leaves what failed to the queue's own timeout unless told otherwise", async () => {
    const { start, batches, counts } = await setup([fail, report()], { retrySeconds: undefined });
    await start('a');
    await expect.poll(() => batches.length).toBe(1);
    expect(await counts()).toMatchObject({ Attributes: { ApproximateNumberOfMessagesNotVisible: '1' } });
    expect(await sources.at(-1)?.drained()).toBe(false);
  });

  it('deletes what the filter holds back, and shows the body to it as an object', async () => {
    const filter = createEventFilter(['{"body":{"reason":["daily"]}}']);
    const { start, batches, drained } = await setup([report()], { filter });
    await start('{"reason":"daily"}', '{"reason":"other"}', 'text');
    await drained();
    expect(batches).toEqual([['{"reason":"daily"}']]);
  });
});
