import * as z from 'zod';
import { type BatchAnswer, inGroupOrder } from '../../../shared/aws/event-batch.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { DELIVERY_ATTEMPTS } from '../../../shared/notifications/delivery-attempts.ts';
import type { InboxStore } from '../../../shared/notifications/inbox-store.ts';
import { Notification } from '../../../shared/notifications/notification.ts';

const Attributes = z.object({ MessageGroupId: z.string(), ApproximateReceiveCount: z.coerce.number() });
const QueueEvent = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string(), attributes: Attributes })),
});

/** Puts each notification into its department's inbox, once. */
export const deliverNotification =
  (deps: { readonly inbox: InboxStore; readonly log: Log }) =>
  (event: unknown): Promise<BatchAnswer> =>
    inGroupOrder(
      QueueEvent.parse(event).Records,
      {
        id: ({ messageId }) => messageId,
        group: ({ attributes }) => attributes.MessageGroupId,
        isLastAttempt: ({ attributes }) => attributes.ApproximateReceiveCount >= DELIVERY_ATTEMPTS,
      },
      async ({ body }) => {
        const notification = Notification.parse(JSON.parse(body));
        await deps.inbox.deliver(notification);
        deps.log.info(messages.notificationDelivered, {
          notification: notification.id,
          recipient: notification.recipient,
        });
      },
      { failed: (itemIdentifier, error) => deps.log.error(messages.notificationFailed, { itemIdentifier, error }) },
    );
