import { beijingMidnight, type CalendarDate } from '../kernel/beijing-time.ts';
import type { CreditRecord } from '../records/record.ts';
import { dueOfEnd } from '../withdrawal-ledger/end-due.ts';
import { type Notification, notification, notificationId } from './notification.ts';

const TYPE = 'record.publicity-ended';

/**
 * Notifications that a record left the public because its term ran out, to everyone who was told of the record (I4): those whom the record
 * names, and `others` whom the ledger knows.
 */
export const publicityEndNotifications = (
  record: CreditRecord,
  end: { readonly version: number; readonly on: CalendarDate; readonly others?: readonly string[] },
  idOf: (text: string) => string,
): readonly Notification[] => {
  const at = beijingMidnight(end.on);
  const recipients = new Set([...(record.told?.recipients ?? []), ...(end.others ?? [])]);
  return [...recipients].map((recipient) =>
    notification({ ...record, version: end.version }, { type: TYPE, recipient, at, ...dueOfEnd(TYPE, at) }, idOf),
  );
};

/** Ids under which whoever was told of a record may have been told that it left the public: which version stood there then is not known here. */
export const publicityEndIds = (
  record: CreditRecord,
  recipients: readonly string[],
  idOf: (text: string) => string,
): readonly string[] => {
  const versions = Array.from({ length: record.version }, (_, before) => before + 1);
  return [...new Set(recipients)].flatMap((recipient) =>
    versions.map((version) => notificationId({ id: record.id, version }, { recipient, type: TYPE }, idOf)),
  );
};
