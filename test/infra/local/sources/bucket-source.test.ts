import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { askEngine, callEngine, type Engine } from '../../../../infra/local/aws-request.ts';
import { createClock } from '../../../../infra/local/clock.ts';
import type { DeployedResource, Deployment } from '../../../../infra/local/deployment.ts';
import { startQueuesAndObjects } from '../../../../infra/local/engines/queues-and-objects.ts';
import { createLog } from '../../../../infra/local/log.ts';
import { startBuckets } from '../../../../infra/local/sources/bucket-source.ts';

const Received = z.object({ Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).nullish() });

let running: Awaited<ReturnType<typeof startQueuesAndObjects>>;
let objects: Engine;
let queues: Engine;
let sources: ReturnType<typeof startBuckets>;
const QUEUE = 'came';

beforeAll(async () => {
  running = await startQueuesAndObjects({
    region: 'us-east-1',
    lost: (reason) => {
      throw new Error(reason);
    },
  });
  const engine = { url: running.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  objects = { ...engine, service: 's3' };
  queues = { ...engine, service: 'sqs' };
  await callEngine(queues, 'AmazonSQS.CreateQueue', { QueueName: QUEUE });
  await askEngine(objects, { method: 'PUT', path: '/files' });
  const resource = (key: string, attributes: Record<string, string>, ref: string, properties = {}) =>
    ({ key, id: key, identity: { ref, attributes }, properties }) satisfies DeployedResource;
  const resources: Record<string, DeployedResource[]> = {
    'AWS::SQS::Queue': [resource('Queue', { Arn: 'arn:queue' }, `${running.url}/000000000000/${QUEUE}`)],
    'AWS::S3::Bucket': [
      resource('Other', { Arn: 'arn:other' }, 'other'),
      resource('Files', { Arn: 'arn:files' }, 'files', {
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: 's3:ObjectCreated:*',
              Queue: 'arn:queue',
              Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'incoming/' }] } },
            },
          ],
        },
      }),
    ],
  };
  const deployment: Deployment = { ofType: (type) => resources[type] ?? [], outputs: () => ({}) };
  sources = startBuckets({ deployment, objects, queues, clock: createClock(), log: createLog(() => {}) });
});
afterAll(async () => {
  await Promise.all(sources.map((source) => source.stop()));
  await running.stop();
});

const put = (key: string, body: string) => askEngine(objects, { method: 'PUT', path: `/files/${key}`, body });
/** Everything that was told and not taken yet, once the bucket has nothing new. */
const told = async (): Promise<readonly string[]> => {
  while (!(await sources[0]?.drained()));
  const QueueUrl = `${running.url}/000000000000/${QUEUE}`;
  const answer = await callEngine(queues, 'AmazonSQS.ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
  const messages = Received.parse(answer).Messages ?? [];
  for (const { ReceiptHandle } of messages) {
    await callEngine(queues, 'AmazonSQS.DeleteMessage', { QueueUrl, ReceiptHandle });
  }
  return messages.map(({ Body }) => JSON.parse(Body).Records[0].s3.object.key);
};

describe('a bucket that tells a queue', () => {
  it('is the one that says so in the template', () => {
    expect(sources.map(({ name }) => name)).toEqual(['bucket files']);
  });

  it('tells of what comes under its prefix, once, its path encoded as in a form', async () => {
    await put('incoming/a', '1');
    await put('incoming/b%20c%2B', '2');
    await put('checked/a', '3');
    expect([...(await told())].sort()).toEqual(['incoming/a', 'incoming/b+c%2B']);
    expect(await told()).toEqual([]);
  });

  it('tells of a path again when something else comes there, and when it comes after it was deleted', async () => {
    await put('incoming/d', '1');
    expect(await told()).toEqual(['incoming/d']);
    await put('incoming/d', 'other');
    expect(await told()).toEqual(['incoming/d']);
    await askEngine(objects, { method: 'DELETE', path: '/files/incoming/d' });
    expect(await told()).toEqual([]);
    await put('incoming/d', 'other');
    expect(await told()).toEqual(['incoming/d']);
  });
});
