import type { FunctionPool, Invocation } from '../function-pool.ts';
import { failedItems, pause } from './event-source.ts';
import type { StreamRecord } from './stream-reader.ts';

export type StreamBatchSettings = {
  bisect: boolean;
  reportsFailures: boolean;
  /** -1: as often as the records' age allows. */
  maximumRetries: number;
  /** -1: whatever their age. */
  maximumAgeSeconds: number;
  /** See LocalStackOptions. */
  retrySeconds: number | undefined;
};

/** Why records were given up. */
export type GivenUp = {
  records: StreamRecord[];
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  invocations: number;
  last: Invocation | undefined;
};

const FIRST_PAUSE_MILLISECONDS = 200;
const LONGEST_PAUSE_SECONDS = 30;

/**
 * Works a batch of stream records off, in order: again and again after failures, halved if so asked, from the lowest
 * failed record on if the function says which. Ends when each record is done or given up, or the signal is given.
 */
export const createBatchWorker = (deps: {
  pool: FunctionPool;
  settings: StreamBatchSettings;
  toEvent: (records: StreamRecord[]) => string;
  signal: AbortSignal;
  /** All records up to this one are done with. */
  done: (last: StreamRecord) => void;
  giveUp: (given: GivenUp) => Promise<void>;
}) => {
  const { pool, settings, toEvent, signal, done, giveUp } = deps;

  const longestPause = Math.max(FIRST_PAUSE_MILLISECONDS, 1000 * (settings.retrySeconds ?? LONGEST_PAUSE_SECONDS));

  const tooOld = ({ dynamodb }: StreamRecord) =>
    settings.maximumAgeSeconds >= 0 &&
    Date.now() / 1000 - dynamodb.ApproximateCreationDateTime > settings.maximumAgeSeconds;

  /** How many of the records, from the first on, are done with. */
  const progress = (records: StreamRecord[], invocation: Invocation) => {
    if (!invocation.ok) return 0;
    if (!settings.reportsFailures) return records.length;
    const failed = failedItems(invocation.payload);
    if (!failed) return 0;
    if (failed.length === 0) return records.length;
    const positions = failed.map((number) => records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === number));
    // A number that is not in the batch makes the whole of it fail.
    return Math.max(0, Math.min(...positions));
  };

  const drop = async (given: GivenUp) => {
    await giveUp(given);
    const last = given.records.at(-1);
    if (last) done(last);
  };

  const work = async (records: StreamRecord[]): Promise<void> => {
    let left = records;
    let last: Invocation | undefined;
    for (let attempt = 0; left.length > 0 && !signal.aborted; attempt += 1) {
      const fresh = left.findIndex((record) => !tooOld(record));
      const old = fresh < 0 ? left : left.slice(0, fresh);
      if (old.length > 0) {
        await drop({ records: old, condition: 'RecordAgeExceeded', invocations: attempt, last });
        left = left.slice(old.length);
        continue;
      }
      last = await pool.invoke(toEvent(left));
      const finished = progress(left, last);
      const lastDone = left[finished - 1];
      if (lastDone) done(lastDone);
      left = left.slice(finished);
      if (left.length === 0) return;
      if (finished > 0) attempt = 0;
      if (settings.bisect && finished === 0 && left.length > 1) {
        const half = Math.ceil(left.length / 2);
        await pause(FIRST_PAUSE_MILLISECONDS, signal);
        await work(left.slice(0, half));
        if (!signal.aborted) await work(left.slice(half));
        return;
      }
      if (settings.maximumRetries >= 0 && attempt >= settings.maximumRetries) {
        await drop({ records: left, condition: 'RetryAttemptsExhausted', invocations: attempt + 1, last });
        return;
      }
      await pause(Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** attempt, longestPause), signal);
    }
  };
  return work;
};
