import * as z from 'zod';
import { callEngine, type Engine } from '../aws-request.ts';
import type { Clock } from '../clock.ts';
import type { EventFilter } from '../event-filter.ts';
import type { FunctionPool, Invocation } from '../function-pool.ts';
import type { Log } from '../log.ts';
import { type EventSource, failedItems, pause } from './event-source.ts';
import { filterable, type Message, Received, toRecord } from './queue-message.ts';

const LONG_POLL_SECONDS = 20;
const PAUSE_AFTER_FAULT_MILLISECONDS = 1_000;
/** SQS hands out ten messages a call at most. */
const LARGEST_RECEIPT = 10;

const Counts = z.object({ Attributes: z.record(z.string(), z.coerce.number()) });
const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];

export type QueueSettings = {
  queueUrl: string;
  queueArn: string;
  queueName: string;
  batchSize: number;
  reportsFailures: boolean;
  filter: EventFilter;
  /** How many batches may be worked on at once. */
  concurrency: number;
  /** Without it what failed comes again after the queue's own visibility timeout, as on AWS. */
  retrySeconds: number | undefined;
};

/**
 * Hands a queue's messages to a function. What the function is done with is deleted; what failed is left alone and comes
 * again after the queue's own visibility timeout, as on AWS, until the queue itself moves it to its dead letters.
 */
export const startQueueSource = (deps: {
  settings: QueueSettings;
  queues: Engine;
  pool: FunctionPool;
  clock: Clock;
  log: Log;
}): EventSource => {
  const { settings, queues, pool, clock, log } = deps;
  const { queueUrl, queueArn, queueName } = settings;
  const stopping = new AbortController();
  const { signal } = stopping;
  const call = (operation: string, input: object) =>
    callEngine(queues, `AmazonSQS.${operation}`, { QueueUrl: queueUrl, ...input });

  const receive = async () => {
    const input = {
      MaxNumberOfMessages: Math.min(settings.batchSize, LARGEST_RECEIPT),
      WaitTimeSeconds: LONG_POLL_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const answer = await callEngine(queues, 'AmazonSQS.ReceiveMessage', { QueueUrl: queueUrl, ...input }, signal);
    return Received.parse(answer).Messages ?? [];
  };

  const entriesOf = (messages: Message[], more: object = {}) => ({
    Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, ...more })),
  });
  const remove = async (messages: Message[]) => {
    if (messages.length > 0) await call('DeleteMessageBatch', entriesOf(messages));
  };
  const leave = async (messages: Message[]) => {
    if (messages.length === 0 || settings.retrySeconds === undefined) return;
    await call('ChangeMessageVisibilityBatch', entriesOf(messages, { VisibilityTimeout: settings.retrySeconds }));
  };

  const recordOf = (message: Message) => toRecord(message, { queueArn, region: queues.region, clock });
  const passes = (message: Message) => settings.filter({ ...recordOf(message), body: filterable(message.Body) });

  /** Which messages of the batch are not done with. */
  const failuresOf = (batch: Message[], invocation: Invocation) => {
    if (!invocation.ok) return batch;
    const failed = settings.reportsFailures ? failedItems(invocation.payload) : [];
    // An answer that cannot be read, or that names a message of another batch, fails the whole batch.
    if (!failed?.every((id) => batch.some(({ MessageId }) => MessageId === id))) return batch;
    return batch.filter(({ MessageId }) => failed.includes(MessageId));
  };

  const work = async (messages: Message[]) => {
    const wanted = messages.filter(passes);
    await remove(messages.filter((message) => !wanted.includes(message)));
    if (wanted.length === 0) return;
    const invocation = await pool.invoke(JSON.stringify({ Records: wanted.map(recordOf) }));
    const failed = failuresOf(wanted, invocation);
    await remove(wanted.filter((message) => !failed.includes(message)));
    await leave(failed);
  };

  const run = async () => {
    while (!signal.aborted) {
      try {
        await work(await receive());
      } catch (error) {
        if (signal.aborted) return;
        log({ level: 'WARN', message: 'queue not read', queue: queueName, reason: String(error) });
        await pause(PAUSE_AFTER_FAULT_MILLISECONDS, signal);
      }
    }
  };
  const running = Array.from({ length: settings.concurrency }, run);

  return {
    name: `queue ${queueName}`,
    drained: async () => {
      const { Attributes } = Counts.parse(await call('GetQueueAttributes', { AttributeNames: COUNTS }));
      return COUNTS.every((name) => Attributes[name] === 0);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
};
