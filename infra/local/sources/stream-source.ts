import { callEngine, type Engine } from '../aws-request.ts';
import type { Clock } from '../clock.ts';
import type { EventFilter } from '../event-filter.ts';
import type { FunctionPool } from '../function-pool.ts';
import type { Log } from '../log.ts';
import type { Checkpoint, Checkpoints } from './checkpoints.ts';
import { type EventSource, pause } from './event-source.ts';
import { createBatchWorker, type GivenUp, type StreamBatchSettings } from './stream-batch.ts';
import { describeGivenUp } from './stream-failure.ts';
import { changesSomething, createStreamReader, type StreamRecord } from './stream-reader.ts';

/** How often a stream with nothing new is looked at; on AWS four times a second. */
const POLL_MILLISECONDS = 50;
const PAUSE_AFTER_FAULT_MILLISECONDS = 1_000;
/** Describing a stream costs the engine more than reading it, and shards come and go within hours. */
const SHARDS_MILLISECONDS = 10_000;

export type StreamSettings = StreamBatchSettings & {
  mapping: string;
  streamArn: string;
  tableName: string;
  batchSize: number;
  filter: EventFilter;
  /** The queue that is told of records that were given up. */
  onFailureQueueUrl: string | undefined;
};

type Deps = {
  settings: StreamSettings;
  streams: Engine;
  queues: Engine;
  pool: FunctionPool;
  clock: Clock;
  checkpoints: Checkpoints;
  log: Log;
};

type Shards = { list: { id: string; parent: string | undefined }[]; until: number };

/** Reads a table's stream to its end again and again, shard by shard, and hands its records to a function in batches. */
export const startStreamSource = ({ settings, streams, queues, pool, clock, checkpoints, log }: Deps): EventSource => {
  const { mapping, streamArn, tableName } = settings;
  const stopping = new AbortController();
  const { signal } = stopping;
  const reader = createStreamReader(streams, streamArn);
  const kept = checkpoints.load(mapping);
  const checkpoint: Checkpoint = kept?.streamArn === streamArn ? kept : { streamArn, tableName, shards: {} };
  const iterators = new Map<string, string>();
  const closed = new Set<string>();
  let shards: Shards = { list: [], until: 0 };
  let asking: ((drained: boolean) => void)[] = [];

  const advance = (shardId: string, record: StreamRecord) => {
    checkpoint.shards[shardId] = record.dynamodb.SequenceNumber;
    checkpoints.save(mapping, checkpoint);
  };

  const shownAt = (seconds: number) => clock.shown(seconds * 1000) / 1000;
  const toEvent = (records: StreamRecord[]) =>
    JSON.stringify({
      Records: records.map(({ dynamodb, ...record }) => ({
        ...record,
        awsRegion: streams.region,
        eventSourceARN: streamArn,
        dynamodb: { ...dynamodb, ApproximateCreationDateTime: shownAt(dynamodb.ApproximateCreationDateTime) },
      })),
    });

  const giveUp = async (shardId: string, given: GivenUp) => {
    const { condition, records } = given;
    log({ level: 'ERROR', message: 'stream records given up', mapping, condition, records: records.length });
    if (!settings.onFailureQueueUrl) return;
    const message = describeGivenUp(given, { functionArn: pool.definition.arn, streamArn, shardId });
    await callEngine(queues, 'AmazonSQS.SendMessage', { QueueUrl: settings.onFailureQueueUrl, MessageBody: message });
  };

  /** Reads one batch's worth of a shard; says whether there was anything. */
  const readShard = async (shardId: string) => {
    const iterator = iterators.get(shardId) ?? (await reader.iterator(shardId, checkpoint.shards[shardId]));
    const { records, next } = await reader.read(iterator, settings.batchSize);
    const wanted = records.filter((record) => changesSomething(record) && settings.filter(record));
    const done = (record: StreamRecord) => advance(shardId, record);
    const work = createBatchWorker({
      pool,
      settings,
      toEvent,
      signal,
      done,
      giveUp: (given) => giveUp(shardId, given),
    });
    await work(wanted);
    if (signal.aborted) return true;
    const last = records.at(-1);
    if (last) done(last);
    if (next) iterators.set(shardId, next);
    if (!next) closed.add(shardId);
    return records.length > 0 || !next;
  };

  /** Reads each shard once whose parent has been read to its end. */
  const readAll = async () => {
    if (shards.until < Date.now()) shards = { list: await reader.shards(), until: Date.now() + SHARDS_MILLISECONDS };
    const known = new Set(shards.list.map(({ id }) => id));
    const ready = ({ id, parent }: Shards['list'][number]) =>
      !closed.has(id) && (!parent || !known.has(parent) || closed.has(parent));
    const found = await Promise.all(shards.list.filter(ready).map(({ id }) => readShard(id)));
    return found.includes(true);
  };

  const run = async () => {
    while (!signal.aborted) {
      // Who asks during a round is answered by the next one, which sees all that was written before the question.
      const answered = asking;
      asking = [];
      try {
        const found = await readAll();
        for (const answer of answered) answer(!found);
        if (!found && asking.length === 0) await pause(POLL_MILLISECONDS, signal);
      } catch (error) {
        iterators.clear();
        for (const answer of answered) answer(false);
        if (!signal.aborted) log({ level: 'WARN', message: 'stream not read', mapping, reason: String(error) });
        await pause(PAUSE_AFTER_FAULT_MILLISECONDS, signal);
      }
    }
    for (const answer of asking) answer(false);
  };
  const running = run();

  return {
    name: `stream of ${tableName}`,
    drained: () => new Promise((resolve) => asking.push(resolve)),
    stop: () => {
      stopping.abort();
      return running;
    },
  };
};
