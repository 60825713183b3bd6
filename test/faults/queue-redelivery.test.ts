import { setTimeout as pause } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalStack } from '../../infra/local/local-stack.ts';
import { startLocalStack } from '../../infra/local/stack.ts';
import { clientOf } from '../e2e/client.ts';
import { clientsOf } from '../infra/local/running.ts';
import { inboxOf } from './support/inbox.ts';
import { type Home, home } from './support/mortal-stack.ts';

const NOW = '2026-11-10T02:00:00.000Z';
const RECIPIENT = 'credit-office';
const LOOKS = 300;
const BETWEEN_LOOKS_MS = 200;

let folder: Home;
let stack: LocalStack;
let api: ReturnType<typeof clientOf>;
let sqs: SQSClient;
beforeAll(async () => {
  folder = home();
  stack = await startLocalStack({
    assembly: folder.assembly,
    state: 'memory',
    now: new Date(NOW),
    schedules: 'by-hand',
    throttle: false,
    retrySeconds: 1,
    environment: {},
    log: () => undefined,
  });
  api = clientOf(stack);
  ({ sqs } = clientsOf(stack));
});
afterAll(async () => {
  await stack?.stop();
  folder.remove();
});

const notice = (about: string, version: number) => ({
  id: `${about}${version}`.padEnd(22, '0'),
  recipient: RECIPIENT,
  type: 'record.posted',
  about,
  version,
  kind: 'administrative-penalty',
  department: 'market-regulation',
  at: `2026-11-10T02:00:00.00${version}Z`,
});

/** A message of the queue, its group the record's. */
const message = (group: string, body: unknown, index: number) => ({
  Id: String(index),
  MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
  MessageGroupId: `${RECIPIENT}.${group}`,
  MessageDeduplicationId: `message-${index}`,
});

const heardOf = async () => (await inboxOf(api, RECIPIENT)).map(({ subject, data }) => `${subject} ${data.version}`);

it('a message that cannot be read goes to the dead letters, and holds back its own group only until then', async () => {
  const queue = stack.outputs['NotificationQueueUrl'] ?? '';
  const deadLetters = queue.replace('.fifo', '-dead-letters.fifo');
  const Entries = [
    message('a', '{"this is":"no notification"}', 0),
    message('a', notice('a', 2), 1),
    message('b', notice('b', 1), 2),
    message('c', notice('c', 1), 3),
  ];
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));

  const dead = async () => {
    const counted = { QueueUrl: deadLetters, AttributeNames: ['ApproximateNumberOfMessages' as const] };
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand(counted));
    return Number(Attributes?.ApproximateNumberOfMessages);
  };
  let heard: readonly string[] = [];
  for (let look = 0; look < LOOKS && !(heard.length === 3 && (await dead()) > 0); look += 1) {
    heard = await heardOf();
    await pause(BETWEEN_LOOKS_MS);
  }
  expect([...heard].sort()).toEqual(['a 2', 'b 1', 'c 1']);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: deadLetters, MaxNumberOfMessages: 10 }),
  );
  expect(Messages.map(({ Body }) => Body)).toEqual(['{"this is":"no notification"}']);
});
