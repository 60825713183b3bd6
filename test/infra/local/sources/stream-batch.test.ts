import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FunctionPool, Invocation } from '../../../../infra/local/function-pool.ts';
import {
  createBatchWorker,
  type GivenUp,
  type StreamBatchSettings,
} from '../../../../infra/local/sources/stream-batch.ts';
import type { StreamRecord } from '../../../../infra/local/sources/stream-reader.ts';

const now = () => Date.now() / 1000;
const record = (number: number, created = now()): StreamRecord => ({
  eventID: String(number),
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(number), ApproximateCreationDateTime: created },
});

const ok = (failed: string[] = []): Invocation => {
  const batchItemFailures = failed.map((itemIdentifier) => ({ itemIdentifier }));
  return { ok: true, payload: JSON.stringify({ batchItemFailures }), requestId: 'r' };
};
const thrown: Invocation = { ok: false, errorType: 'Error', errorMessage: 'x', trace: [], requestId: 'r' };

const setup = (answer: (batch: string[], call: number) => Invocation, settings: Partial<StreamBatchSettings> = {}) => {
  const batches: string[][] = [];
  const done: string[] = [];
  const given: GivenUp[] = [];
  const pool = {
    invoke: async (payload: string) => {
      const batch: string[] = JSON.parse(payload);
      batches.push(batch);
      return answer(batch, batches.length);
    },
  } as FunctionPool;
  const work = createBatchWorker({
    pool,
    settings: {
      bisect: false,
      reportsFailures: true,
      maximumRetries: 1,
      maximumAgeSeconds: -1,
      retrySeconds: undefined,
      ...settings,
    },
    toEvent: (records) => JSON.stringify(records.map(({ dynamodb }) => dynamodb.SequenceNumber)),
    signal: new AbortController().signal,
    done: ({ dynamodb }) => done.push(dynamodb.SequenceNumber),
    giveUp: async (records) => {
      given.push(records);
    },
  });
  const givenUp = () => given.map(({ records, condition }) => [condition, ...records.map((one) => one.eventID)]);
  return { work, batches, done, givenUp };
};

afterEach(() => {
  vi.useRealTimers();
});

describe('a batch of stream records', () => {
  it('is done when the function answers without failures', async () => {
    const { work, batches, done } = setup(() => ok());
    await work([record(1), record(2)]);
    expect({ batches, done }).toEqual({ batches: [['1', '2']], done: ['2'] });
  });

  it('is repeated from the lowest failed record on', async () => {
    const { work, batches, done } = setup((_, call) => (call === 1 ? ok(['3', '2']) : ok()));
    await work([record(1), record(2), record(3)]);
    expect({ batches, done }).toEqual({
      batches: [
        ['1', '2', '3'],
        ['2', '3'],
      ],
      done: ['1', '3'],
    });
  });

  it.each([
    ['names a record of another batch', () => ok(['9'])],
    [
      'names nothing',
      (): Invocation => ({ ok: true, payload: '{"batchItemFailures":[{"itemIdentifier":""}]}', requestId: 'r' }),
    ],
    ['throws', () => thrown],
  ])('is repeated whole when the function %s', async (_, answer) => {
    const { work, batches, done } = setup((__, call) => (call === 1 ? answer() : ok()));
    await work([record(1), record(2)]);
    expect({ batches, done }).toEqual({
      batches: [
        ['1', '2'],
        ['1', '2'],
      ],
      done: ['2'],
    });
  });

  it('ignores what is reported where reports were not agreed on', async () => {
    const { work, batches } = setup(() => ok(['1']), { reportsFailures: false });
    await work([record(1)]);
    expect(batches).toEqual([['1']]);
  });

  it('is halved until the one that fails is alone, which is then given up, in order and without the others', async () => {
    const { work, done, givenUp } = setup((batch) => (batch.includes('3') ? thrown : ok()), { bisect: true });
    await work([1, 2, 3, 4].map((number) => record(number)));
    expect({ done, givenUp: givenUp() }).toEqual({ done: ['2', '3', '4'], givenUp: [['RetryAttemptsExhausted', '3']] });
  });

  it('is given up whole after its retries where it may not be halved', async () => {
    const { work, batches, givenUp, done } = setup(() => thrown);
    await work([record(1), record(2)]);
    expect({ calls: batches.length, givenUp: givenUp(), done }).toEqual({
      calls: 2,
      givenUp: [['RetryAttemptsExhausted', '1', '2']],
      done: ['2'],
    });
  });

  it('comes again as soon as it is told to, however often it failed', async () => {
    vi.useFakeTimers();
    const { work, batches } = setup((_, call) => (call < 10 ? thrown : ok()), { maximumRetries: -1, retrySeconds: 1 });
    const working = work([record(1)]);
    await vi.advanceTimersByTimeAsync(9_000);
    await working;
    expect(batches).toHaveLength(10);
  });

  it('loses records that are too old, and only these', async () => {
    const { work, batches, givenUp } = setup(() => ok(), { maximumAgeSeconds: 60 });
    await work([record(1, now() - 120), record(2)]);
    expect({ batches, givenUp: givenUp() }).toEqual({ batches: [['2']], givenUp: [['RecordAgeExceeded', '1']] });
  });
});
