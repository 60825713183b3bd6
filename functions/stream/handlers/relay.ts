import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { type BatchAnswer, inStreamOrder } from '../../../shared/aws/event-batch.ts';
import { digestId } from '../../../shared/crypto/record-keys.ts';
import type { PendingStore } from '../../../shared/disclosure/pending-store.ts';
import type { PublicationQueue } from '../../../shared/disclosure/publication-queue.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { notificationsOf } from '../../../shared/notifications/notification.ts';
import type { NotificationQueue } from '../../../shared/notifications/notification-queue.ts';
import { recipientsOf } from '../../../shared/notifications/subscriptions.ts';
import { fromItem } from '../../../shared/records/record-store.ts';
import type { DisclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import type { CodeAliasStore } from '../../../shared/subjects/code-alias-store.ts';

const StreamRecord = z.object({
  dynamodb: z.object({ SequenceNumber: z.string(), NewImage: z.record(z.string(), z.any()) }),
});
type StreamRecord = z.output<typeof StreamRecord>;

const Image = z.looseObject({ entity: z.string(), pk: z.string(), sk: z.string() });

export interface RelayDependencies {
  readonly notifications: NotificationQueue;
  readonly pending: PendingStore;
  readonly publications: PublicationQueue;
  readonly counts: DisclosureCountStore;
  readonly codeAliases: CodeAliasStore;
  readonly log: Log;
}

/**
 * Turns every change of the register into what must follow from it: notifications, a pending publication, counts, code aliases. Each is
 * written under a key that follows from the record and its version, so that a repeated or late event changes nothing.
 */
export const relay = (deps: RelayDependencies) => {
  const relayRecord = async (image: z.output<typeof Image>): Promise<void> => {
    const { record } = fromItem(image);
    const ref = { recordId: record.id, recordPk: image.pk, recordSk: image.sk, version: record.version };
    const recipients = recipientsOf(record, beijingDate(record.receivedAt));
    await deps.pending.put(ref);
    await deps.counts.note(record);
    await deps.notifications.send(notificationsOf(record, recipients, digestId));
    // What may no longer be public does not wait for the next schedule.
    if (record.change.action !== 'post') await deps.publications.request('removal', `${record.id}.${record.version}`);
    deps.log.info(messages.recordRelayed, {
      record: record.id,
      version: record.version,
      recipients: recipients.length,
    });
  };

  const relayImage = async (event: StreamRecord): Promise<void> => {
    const image = Image.parse(unmarshall(event.dynamodb.NewImage));
    if (image.entity === 'record') await relayRecord(image);
    if (image.entity === 'subject') await deps.codeAliases.put(image);
  };

  return (event: { readonly Records: readonly unknown[] }): Promise<BatchAnswer> =>
    inStreamOrder(
      event.Records.map((record) => StreamRecord.parse(record)),
      (record) => record.dynamodb.SequenceNumber,
      relayImage,
      { failed: (itemIdentifier, error) => deps.log.error(messages.relayFailed, { itemIdentifier, error }) },
    );
};
