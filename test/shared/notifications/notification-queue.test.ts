import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sqsClient } from '../../../shared/aws/clients.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { notificationQueue } from '../../../shared/notifications/notification-queue.ts';
import { type Engines, startEngines } from '../../engines.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

const notification = (serial: number, recipient: string): Notification => ({
  id: digestId(`${serial} ${recipient}`),
  recipient,
  type: 'record.posted',
  about: digestId(`record ${serial}`),
  version: 1,
  kind: 'administrative-licence',
  department: 'tax',
  at: toInstant(0),
});

const received = async (QueueUrl: string): Promise<{ group: string | undefined; id: string }[]> => {
  const found: { group: string | undefined; id: string }[] = [];
  for (;;) {
    const { Messages = [] } = await sqsClient().send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['MessageGroupId'] }),
    );
    if (Messages.length === 0) return found;
    for (const { Attributes, Body = '' } of Messages)
      found.push({ group: Attributes?.MessageGroupId, id: JSON.parse(Body).id });
  }
};

it('sends more than a batch, each notification once though it is sent again, in a group of its department and what it is about', async () => {
  const queueUrl = engines.createQueue('told.fifo');
  const queue = notificationQueue({ client: sqsClient(), queueUrl });
  const sent = Array.from({ length: 23 }, (_, serial) =>
    notification(serial, serial % 2 ? 'finance' : 'credit-office'),
  );
  await queue.send([]);
  await queue.send(sent);
  await queue.send(sent.slice(5, 20));
  const messages = await received(queueUrl);
  expect(messages.map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort());
  expect(messages).toContainEqual({ id: sent[1]?.id, group: `finance.${sent[1]?.about}` });
});

it('says so when a notification was not taken', async () => {
  const client = { send: async () => ({ Failed: [{ Id: '0', Code: 'InternalError' }] }) };
  const queue = notificationQueue({ client: client as never, queueUrl: 'x' });
  await expect(queue.send([notification(1, 'finance')])).rejects.toThrow(
    '1 of 1 notifications were not taken: InternalError',
  );
});
