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

const Url = z.object({ QueueUrl: z.string() });
const Arn = z.object({ Attributes: z.object({ QueueArn: z.string() }) });

const find = async (engine: Engine, name: string) => {
  try {
    return Url.parse(await callEngine(engine, 'AmazonSQS.GetQueueUrl', { QueueName: name })).QueueUrl;
  } catch (error) {
    if (error instanceof EngineError && /QueueDoesNotExist|NonExistentQueue/.test(error.code)) return undefined;
    throw error;
  }
};

/** An engine may name its queues by a host that does not resolve here: only the path is its own. */
const reachable = (engine: Engine, url: string) => new URL(new URL(url).pathname, engine.url).href;

const provision = async (engine: Engine, resource: DeployedResource) => {
  const { QueueName: _, ...attributes } = parseProperties(QueueProperties, resource, WITHOUT_EFFECT);
  const given = Object.entries(attributes).filter(([, value]) => typeof value === 'string');
  const { identity } = resource;
  const name = identity.attributes['QueueName'] ?? resource.id;
  const found = await find(engine, name);
  const create = { QueueName: name, Attributes: Object.fromEntries(given) };
  const named = found ?? Url.parse(await callEngine(engine, 'AmazonSQS.CreateQueue', create)).QueueUrl;
  const url = reachable(engine, named);
  if (found !== undefined) {
    // Whether a queue is first-in-first-out is settled by its name and cannot be set again.
    const changeable = Object.fromEntries(given.filter(([key]) => key !== 'FifoQueue'));
    await callEngine(engine, 'AmazonSQS.SetQueueAttributes', { QueueUrl: url, Attributes: changeable });
  }
  const told = await callEngine(engine, 'AmazonSQS.GetQueueAttributes', {
    QueueUrl: url,
    AttributeNames: ['QueueArn'],
  });
  identity.ref = url;
  identity.attributes['QueueUrl'] = url;
  identity.attributes['Arn'] = Arn.parse(told).Attributes.QueueArn;
};

/**
 * Makes the queues, or brings those that are there up to the template, and adds the addresses that the engine chose;
 * dead-letter queues first, whose addresses the others name.
 */
export const provisionQueues = async (engine: Engine, queues: () => DeployedResource[]) => {
  const redrives = ({ properties }: DeployedResource) => properties['RedrivePolicy'] !== undefined;
  await Promise.all(
    queues()
      .filter((queue) => !redrives(queue))
      .map((queue) => provision(engine, queue)),
  );
  await Promise.all(
    queues()
      .filter(redrives)
      .map((queue) => provision(engine, queue)),
  );
};
