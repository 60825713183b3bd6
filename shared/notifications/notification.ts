import * as z from 'zod';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';
import type { CreditRecord } from '../records/record.ts';

/** What a department is told of: a record came, was corrected, ended, or left the public because its term ran out. */
export const NOTIFICATION_TYPES = [
  'record.posted',
  'record.corrected',
  'record.ended',
  'record.publicity-ended',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

const instant = z.custom<Instant>((value) => parseInstant(value) !== undefined);

/**
 * A notification on its way: thin, never personal data. Its id is a function of record, version, recipient and purpose, so that a replay is the same notification.
 */
export const Notification = z.strictObject({
  id: z.string(),
  recipient: z.string(),
  type: z.enum(NOTIFICATION_TYPES),
  record: z.string(),
  version: z.int().min(1),
  kind: z.string(),
  /** The department that posted the record. */
  department: z.string(),
  /** Of an organisation or sole trader only: whom a recipient may ask about. */
  unifiedSocialCreditCode: z.string().exactOptional(),
  at: instant,
});
export type Notification = z.output<typeof Notification>;

/** What a change means to those who knew the record before: released again, it is what its correction made of it. */
const TYPE_OF: Partial<Record<CreditRecord['change']['action'], NotificationType>> = {
  'release-hold': 'record.corrected',
  correct: 'record.corrected',
  'confirm-withdrawal': 'record.ended',
};

/**
 * What a version of a record means to those who must know: nothing while it is held (I10), nor for a withdrawal that is only proposed or was rejected;
 * its end, if they were ever told of it (I4).
 */
export const notificationTypeOf = (record: CreditRecord): NotificationType | undefined => {
  const { told, state, holds, version, change } = record;
  if (told === undefined || (state !== 'ended' && holds.length > 0)) return undefined;
  return told.since === version ? 'record.posted' : TYPE_OF[change.action];
};

/** The notifications of a version of a record; `idOf` digests what makes each unique. */
export const notificationsOf = (record: CreditRecord, idOf: (text: string) => string): readonly Notification[] => {
  const type = notificationTypeOf(record);
  if (type === undefined) return [];
  const recipients = record.told?.recipients ?? [];
  return recipients.map((recipient) => notification(record, { type, recipient, at: record.change.at }, idOf));
};

/** One notification about a record. */
export const notification = (
  record: Pick<CreditRecord, 'id' | 'version' | 'kind' | 'department' | 'subject'>,
  told: Pick<Notification, 'type' | 'recipient' | 'at'>,
  idOf: (text: string) => string,
): Notification => ({
  ...told,
  id: idOf([record.id, record.version, told.recipient, told.type].join('|')),
  record: record.id,
  version: record.version,
  kind: record.kind,
  department: record.department,
  ...(record.subject.unifiedSocialCreditCode && { unifiedSocialCreditCode: record.subject.unifiedSocialCreditCode }),
});
