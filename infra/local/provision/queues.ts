import * as z from 'zod';
import { callEngine, type Engine, EngineError } from '../aws-request.ts';
import type { DeployedResource } from '../deployment.ts';
import { parseProperties } from '../properties.ts';

const Text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Policy = z.looseObject({}).transform((policy) => JSON.stringify(policy));
const QueueProperties = z.strictObject({
  QueueName: z.string().optional(),
  ContentBasedDeduplication: Text.optional(),
  DelaySeconds: Text.optional(),
  FifoQueue: Text.optional(),
  MaximumMessageSize: Text.optional(),
  MessageRetentionPeriod: Text.optional(),
  ReceiveMessageWaitTimeSeconds: Text.optional(),
  RedrivePolicy: Policy.optional(),
  VisibilityTimeout: Text.optional(),
});
const WITHOUT_EFFECT = [
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
  'Tags',
];

const exists = async (engine: Engine, name: string) => {
  try {
    await callEngine(engine, 'AmazonSQS.GetQueueUrl', { QueueName: name });
    return true;
  } catch (error) {
    if (error instanceof EngineError && /QueueDoesNotExist|NonExistentQueue/.test(error.code)) return false;
    throw error;
  }
};

const provision = async (engine: Engine, resource: DeployedResource) => {
  const { QueueName: _, ...attributes } = parseProperties(QueueProperties, resource, WITHOUT_EFFECT);
  const given = Object.entries(attributes).filter(([, value]) => typeof value === 'string');
  const name = resource.identity.attributes['QueueName'] ?? resource.id;
  if (!(await exists(engine, name)))
    return callEngine(engine, 'AmazonSQS.CreateQueue', { QueueName: name, Attributes: Object.fromEntries(given) });
  // Whether a queue is first-in-first-out is settled by its name and cannot be set again.
  const changeable = Object.fromEntries(given.filter(([key]) => key !== 'FifoQueue'));
  return callEngine(engine, 'AmazonSQS.SetQueueAttributes', {
    QueueUrl: resource.identity.ref,
    Attributes: changeable,
  });
};

/** Makes the queues, or brings those that are there up to the template; dead-letter queues first, which others name. */
export const provisionQueues = async (engine: Engine, queues: DeployedResource[]) => {
  const redrives = ({ properties }: DeployedResource) => properties['RedrivePolicy'] !== undefined;
  await Promise.all(queues.filter((queue) => !redrives(queue)).map((queue) => provision(engine, queue)));
  await Promise.all(queues.filter(redrives).map((queue) => provision(engine, queue)));
};
