import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Notification } from './notification.ts';

/** Entries of one SendMessageBatch: the limit of SQS. */
const BATCH = 10;

/** Sends notifications; throws if one was not taken, so that the whole change is tried again. */
export interface NotificationQueue {
  send(notifications: readonly Notification[]): Promise<void>;
}

/**
 * punishment-notifications.fifo: one group for each department and what it is about, so that a department hears of a record or a task in order and nobody waits for another;
 * the notification's id is the deduplication id.
 */
export const notificationQueue = (deps: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): NotificationQueue => ({
  send: async (notifications) => {
    for (let from = 0; from < notifications.length; from += BATCH) {
      const batch = notifications.slice(from, from + BATCH);
      const { Failed = [] } = await deps.client.send(
        new SendMessageBatchCommand({
          QueueUrl: deps.queueUrl,
          Entries: batch.map((notification, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify(notification),
            MessageGroupId: `${notification.recipient}.${notification.about}`,
            MessageDeduplicationId: notification.id,
          })),
        }),
      );
      if (Failed.length > 0)
        throw new Error(`${Failed.length} of ${batch.length} notifications were not taken: ${Failed[0]?.Code}`);
    }
  },
});
