import * as z from 'zod';
import { callEngine, type Engine } from '../aws-request.ts';
import type { Clock } from '../clock.ts';
import type { EventFilter } from '../event-filter.ts';
import type { FunctionPool } from '../function-pool.ts';
import type { Log } from '../log.ts';
import { type EventSource, failedItems, pause } from './event-source.ts';

const LONG_POLL_SECONDS = 20;
const PAUSE_AFTER_FAULT_MILLISECONDS = 1_000;
/** SQS hands out ten messages a call at most. */
const LARGEST_RECEIPT = 10;

const Attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const Message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z.record(z.string(), Attribute).default({}),
});
type Message = z.infer<typeof Message>;
const Received = z.object({ Messages: z.array(Message).nullish() });
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
};

/** The body as filters see it: an object if it is one, else the text. */
const filterable = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

const toRecord = (message: Message, place: { queueArn: string; region: string; clock: Clock }) => {
  const { clock, queueArn, region } = place;
  const moved = (name: string) => {
    const value = message.Attributes[name];
    return value === undefined ? {} : { [name]: String(Math.round(clock.shown(Number(value)))) };
  };
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: { ...message.Attributes, ...moved('SentTimestamp'), ...moved('ApproximateFirstReceiveTimestamp') },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          dataType: DataType,
          stringValue: StringValue,
          binaryValue: BinaryValue,
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
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

  const remove = async (messages: Message[]) => {
    if (messages.length === 0) return;
    const entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await call('DeleteMessageBatch', { Entries: entries });
  };

  const passes = (message: Message) =>
    settings.filter({
      ...toRecord(message, { queueArn, region: queues.region, clock }),
      body: filterable(message.Body),
    });

  const work = async (messages: Message[]) => {
    const wanted = messages.filter(passes);
    await remove(messages.filter((message) => !wanted.includes(message)));
    if (wanted.length === 0) return;
    const records = wanted.map((message) => toRecord(message, { queueArn, region: queues.region, clock }));
    const invocation = await pool.invoke(JSON.stringify({ Records: records }));
    if (!invocation.ok) return;
    const failed = settings.reportsFailures ? failedItems(invocation.payload) : [];
    // An answer that cannot be read, or that names a message of another batch, fails the whole batch.
    if (!failed?.every((id) => wanted.some(({ MessageId }) => MessageId === id))) return;
    await remove(wanted.filter(({ MessageId }) => !failed.includes(MessageId)));
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
