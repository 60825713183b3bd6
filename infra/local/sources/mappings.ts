import * as z from 'zod';
import type { Engine } from '../aws-request.ts';
import type { Clock } from '../clock.ts';
import type { DeployedResource, Deployment } from '../deployment.ts';
import { createEventFilter } from '../event-filter.ts';
import type { FunctionPool } from '../function-pool.ts';
import type { Log } from '../log.ts';
import { parseProperties } from '../properties.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { EventSource } from './event-source.ts';
import { startQueueSource } from './queue-source.ts';
import { startStreamSource } from './stream-source.ts';

const MappingProperties = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.number().optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  Enabled: z.boolean().default(true),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  MaximumRetryAttempts: z.number().default(-1),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
  StartingPosition: z.literal('TRIM_HORIZON').optional(),
});

/** Waiting for a fuller batch, and several batches of one shard at once, are permissions that need not be used. */
const WITHOUT_EFFECT = ['MaximumBatchingWindowInSeconds', 'MetricsConfig', 'ParallelizationFactor', 'Tags'];

const STREAM_BATCH_SIZE = 100;
const QUEUE_BATCH_SIZE = 10;
/** Two cores gain nothing from more at once. */
const QUEUE_CONCURRENCY = 4;

/** Starts the event source mappings of the template. */
export const startMappings = (deps: {
  deployment: Deployment;
  pools: FunctionPool[];
  streams: Engine;
  queues: Engine;
  clock: Clock;
  checkpoints: Checkpoints;
  log: Log;
  /** See LocalStackOptions. */
  retrySeconds: number | undefined;
}): EventSource[] => {
  const { deployment, pools } = deps;
  const tables = deployment.ofType('AWS::DynamoDB::Table');
  const queues = deployment.ofType('AWS::SQS::Queue');
  const byAttribute = (resources: DeployedResource[], name: string, value: string | undefined) =>
    resources.find(({ identity }) => value !== undefined && identity.attributes[name] === value);

  return deployment.ofType('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    const mapping = parseProperties(MappingProperties, resource, WITHOUT_EFFECT);
    if (!mapping.Enabled) return [];
    const pool = pools.find(({ definition }) => [definition.name, definition.arn].includes(mapping.FunctionName));
    if (!pool) throw new Error(`${resource.key} leads to no function of the template`);
    const filter = createEventFilter((mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern));
    const reportsFailures = mapping.FunctionResponseTypes.length > 0;

    const table = byAttribute(tables, 'StreamArn', mapping.EventSourceArn);
    if (table) {
      const settings = {
        mapping: resource.key,
        streamArn: mapping.EventSourceArn,
        tableName: table.identity.ref,
        batchSize: mapping.BatchSize ?? STREAM_BATCH_SIZE,
        filter,
        reportsFailures,
        bisect: mapping.BisectBatchOnFunctionError,
        maximumRetries: mapping.MaximumRetryAttempts,
        maximumAgeSeconds: mapping.MaximumRecordAgeInSeconds,
        onFailureQueueUrl: byAttribute(queues, 'Arn', mapping.DestinationConfig?.OnFailure.Destination)?.identity.ref,
        retrySeconds: deps.retrySeconds,
      };
      return [startStreamSource({ ...deps, pool, settings })];
    }
    const queue = byAttribute(queues, 'Arn', mapping.EventSourceArn);
    if (!queue) throw new Error(`${resource.key} reads from nothing of the template: ${mapping.EventSourceArn}`);
    const settings = {
      queueUrl: queue.identity.ref,
      queueArn: mapping.EventSourceArn,
      queueName: queue.identity.attributes['QueueName'] ?? queue.id,
      batchSize: mapping.BatchSize ?? QUEUE_BATCH_SIZE,
      reportsFailures,
      filter,
      concurrency: mapping.ScalingConfig?.MaximumConcurrency ?? QUEUE_CONCURRENCY,
      retrySeconds: deps.retrySeconds,
    };
    return [startQueueSource({ ...deps, pool, settings })];
  });
};
