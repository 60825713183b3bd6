import type { Clocked } from '../clocks/clocked.ts';
import { SUPERIOR_PLATFORM } from '../exchange/superior-platform.ts';
import { beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import { calendarConfirmed } from '../kernel/working-calendar.ts';
import type { Notification } from '../notifications/notification.ts';
import { isEndType } from './end-due.ts';

/** 市信用办. */
const CREDIT_OFFICE = 'credit-office';

/** A notice of an end as its clock and its count know it: when it was told, by when and when it was acknowledged. */
export interface EndNotice extends Notification {
  readonly due: CalendarDate;
  readonly acknowledgedAt?: Instant;
}

/** Whether a notification tells of an end that is to be acknowledged; who owes nothing is told without a due date. */
export const isEndNotice = (notification: Notification): notification is EndNotice =>
  isEndType(notification.type) && notification.due !== undefined;

/** A notice of an end as its clock knows it: whoever was told owes its acknowledgement; undefined for any other notification. */
export const clockedEnd = (notification: Notification & Pick<EndNotice, 'acknowledgedAt'>): Clocked | undefined => {
  if (!isEndNotice(notification)) return undefined;
  const { id, about, kind, department, recipient, at, due, acknowledgedAt } = notification;
  const { unifiedSocialCreditCode } = notification;
  return {
    entity: 'end-notice',
    id,
    about,
    // A notice never changes: it has one version, whatever it is about.
    version: 1,
    kind,
    department,
    // It has no officers here who could be reminded: who keeps the exchange asks there.
    ...(recipient === SUPERIOR_PLATFORM ? { debtor: CREDIT_OFFICE, waitsFor: recipient } : { debtor: recipient }),
    ...(unifiedSocialCreditCode && { subject: { unifiedSocialCreditCode } }),
    duties: [
      {
        name: 'acknowledge-end',
        since: beijingDate(at),
        due: { date: due, provisional: !calendarConfirmed(due) },
        ...(acknowledgedAt && { doneOn: beijingDate(acknowledgedAt) }),
      },
    ],
  };
};
