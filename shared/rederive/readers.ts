import type { AuthorisationsOf } from '../authorisations/reader-subscription-store.ts';
import { concernsReaders, readersTold } from '../authorisations/readers-told.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { DeliveredNotifications } from '../notifications/delivered-store.ts';
import type { NotificationQueue } from '../notifications/notification-queue.ts';
import type { CreditRecord } from '../records/record.ts';
import { type RecordStore, recordFromItem } from '../records/record-store.ts';
import { versionsOf } from '../register/versions.ts';
import type { ToldStore } from '../withdrawal-ledger/told-store.ts';
import { AT_ONCE, type Rederiver, readHeads } from './rederiver.ts';
import { NOTHING, sum, type Tally } from './tally.ts';

export interface RederiveReadersDeps {
  readonly records: Pick<RecordStore, 'history'>;
  readonly authorisations: AuthorisationsOf;
  readonly told: Pick<ToldStore, 'note'>;
  readonly delivered: DeliveredNotifications;
  readonly notifications: NotificationQueue;
  readonly idOf: (text: string) => string;
}

/** Records: that the readers were told whose authorisation holds still. Who was not told and whose authorisation was taken back is not told any more. */
export const readerRederiver = (deps: RederiveReadersDeps): Rederiver => {
  const firstShared = async (record: CreditRecord): Promise<CreditRecord | undefined> =>
    (await versionsOf(deps.records, record)).find(concernsReaders);

  const rederiveRecord = async (record: CreditRecord, dryRun: boolean): Promise<Tally> => {
    const authorisations = await deps.authorisations(record.subject.key);
    if (!authorisations.some(({ subscribed }) => subscribed !== undefined)) return NOTHING;
    const shared = await firstShared(record);
    if (shared === undefined) return NOTHING;
    const { notifications, tellings } = readersTold(shared, authorisations, deps.idOf);
    const delivered = await deps.delivered.among(notifications.map(({ id }) => id));
    const missing = notifications.filter(({ id }) => !delivered.has(id));
    if (!dryRun && missing.length > 0) {
      await deps.told.note(tellings);
      await deps.notifications.send(missing);
    }
    return { ...NOTHING, missing: { notifications: missing.length } };
  };

  return {
    entity: 'record',
    rederive: async (items, dryRun) => {
      const { heads } = readHeads(items, recordFromItem);
      const shared = heads
        .map(({ image }) => image)
        .filter(({ subject, told }) => subject.category !== 'person' && told);
      const tallies = await concurrently(AT_ONCE, shared, (record) => rederiveRecord(record, dryRun));
      return tallies.reduce(sum, NOTHING);
    },
  };
};
