import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import type { WholeStack } from './whole-stack.ts';

const MOST = 10;

/** A message as it was sent: what is in it, and its group. */
export interface Late {
  readonly body: string;
  readonly group: string;
}

const toLate = ({ Body = '', Attributes }: Message): Late => ({
  body: Body,
  group: Attributes?.MessageGroupId ?? '',
});

/** Takes all that waits in a queue, oldest first, as an operator does who puts it aside. */
export const takeAll = async ({ sqs }: WholeStack, QueueUrl: string): Promise<readonly Late[]> => {
  const taken: Late[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: MOST,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['MessageGroupId'],
      }),
    );
    if (Messages.length === 0) return taken;
    taken.push(...Messages.map(toLate));
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
};

/** Gives back what was taken, in the order that is given, as a redrive of dead letters does: each message is a new one to the queue. */
export const giveBack = async ({ sqs }: WholeStack, QueueUrl: string, mail: readonly Late[]): Promise<void> => {
  for (const [at, { body, group }] of mail.entries()) {
    const entry = { Id: '0', MessageBody: body, MessageGroupId: group };
    const MessageDeduplicationId = `late-${at}-${mail.length}-${Date.now()}`;
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ ...entry, MessageDeduplicationId }] }));
  }
};
