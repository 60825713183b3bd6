import * as z from 'zod';
import { type BatchAnswer, inGroupOrder } from '../../../shared/aws/event-batch.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { traced } from '../../../shared/kernel/traced.ts';
import { DELIVERY_ATTEMPTS } from '../../../shared/notifications/delivery-attempts.ts';
import type { InboxStore } from '../../../shared/notifications/inbox-store.ts';
import { Notification } from '../../../shared/notifications/notification.ts';

const Attributes = z.object({ MessageGroupId: z.string(), ApproximateReceiveCount: z.coerce.number() });
const QueueEvent = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string(), attributes: Attributes })),
});

/** A notification that is in its inbox, and the message that brought it. */
interface Arrived {
  readonly messageId: string;
  readonly group: string;
  readonly notification: Notification;
}

/** Groups of a batch at a time: all of them. */
const GROUPS_AT_ONCE = 10;

export interface DeliverNotificationDependencies {
  readonly inbox: Pick<InboxStore, 'deliver'>;
  /** Begins the first attempts of a batch; what it answers with sends one notification to each endpoint of its department. */
  readonly webhooks: () => (notification: Notification) => Promise<void>;
  readonly log: Log;
}

/** Within a group in order; the first that cannot be noted holds back the rest of its group, which comes again. */
const tellGroup = async (
  { webhooks, log }: { readonly webhooks: (notification: Notification) => Promise<void>; readonly log: Log },
  group: readonly Arrived[],
): Promise<readonly string[]> => {
  for (const [at, { messageId, notification }] of group.entries()) {
    try {
      await webhooks(notification);
    } catch (error) {
      log.error(messages.notificationFailed, { itemIdentifier: messageId, error });
      return group.slice(at).map((one) => one.messageId);
    }
  }
  return [];
};

const deliverBatch = async (
  deps: DeliverNotificationDependencies,
  Records: z.output<typeof QueueEvent>['Records'],
): Promise<BatchAnswer> => {
  const arrived: Arrived[] = [];
  const inboxes = await inGroupOrder(
    Records,
    {
      id: ({ messageId }) => messageId,
      group: ({ attributes }) => attributes.MessageGroupId,
      isLastAttempt: ({ attributes }) => attributes.ApproximateReceiveCount >= DELIVERY_ATTEMPTS,
    },
    async ({ messageId, body, attributes }) => {
      const notification = Notification.parse(JSON.parse(body));
      await deps.inbox.deliver(notification);
      arrived.push({ messageId, group: attributes.MessageGroupId, notification });
      deps.log.info(messages.notificationDelivered, {
        notification: notification.id,
        head: traced({ id: notification.about, version: notification.version }),
        recipient: notification.recipient,
      });
    },
    { failed: (itemIdentifier, error) => deps.log.error(messages.notificationFailed, { itemIdentifier, error }) },
  );
  const tell = { webhooks: deps.webhooks(), log: deps.log };
  const groups = Map.groupBy(arrived, ({ group }) => group).values();
  const untold = await concurrently(GROUPS_AT_ONCE, groups, (group) => tellGroup(tell, group));
  const failed = new Set([...inboxes.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), ...untold.flat()]);
  return {
    batchItemFailures: Records.filter(({ messageId }) => failed.has(messageId)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  };
};

/**
 * Puts each notification into its department's inbox, once, all of the batch before anything else: the inbox is the truth and waits for nobody's
 * system. Then makes the first attempt by webhook, groups side by side. An attempt that fails is the schedule's affair and holds back nothing.
 */
export const deliverNotification =
  (deps: DeliverNotificationDependencies) =>
  (event: unknown): Promise<BatchAnswer> =>
    deliverBatch(deps, QueueEvent.parse(event).Records);
