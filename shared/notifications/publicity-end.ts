import { beijingMidnight, type CalendarDate } from '../kernel/beijing-time.ts';
import type { CreditRecord } from '../records/record.ts';
import { type Notification, notification } from './notification.ts';

/** Notifications that a record left the public because its term ran out, to everyone who was told of the record (I4). */
export const publicityEndNotifications = (
  record: CreditRecord,
  end: { readonly version: number; readonly on: CalendarDate },
  idOf: (text: string) => string,
): readonly Notification[] =>
  (record.told?.recipients ?? []).map((recipient) =>
    notification(
      { ...record, version: end.version },
      { type: 'record.publicity-ended', recipient, at: beijingMidnight(end.on) },
      idOf,
    ),
  );
