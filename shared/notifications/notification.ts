import * as z from 'zod';
import { DUTY_NAMES } from '../clocks/duty.ts';
import { SUPERIOR_PLATFORM } from '../exchange/superior-platform.ts';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import type { CreditRecord } from '../records/record.ts';
import { dueOfEnd } from '../withdrawal-ledger/end-due.ts';
import { NOTIFICATION_TYPES, type NotificationType } from './notification-types.ts';

const instant = z.custom<Instant>((value) => parseInstant(value) !== undefined);

/**
 * A notification on its way: thin, never personal data. Its id is a function of what it is about, its version, recipient and purpose, so that
 * a replay is the same notification.
 */
export const Notification = z.strictObject({
  id: z.string(),
  recipient: z.string(),
  type: z.enum(NOTIFICATION_TYPES),
  /** Id of the record, case, task, instrument or report. */
  about: z.string(),
  version: z.int().min(1),
  /** A record's kind, a case's behaviour, a task's measure, a basis's code. */
  kind: z.string(),
  /** The department that posted the record or initiated the case; of an escalation, the one that is silent. */
  department: z.string(),
  /** Of an organisation or sole trader only: whom a recipient may ask about. */
  unifiedSocialCreditCode: z.string().exactOptional(),
  /** By when the recipient is to answer. */
  due: dateText.exactOptional(),
  /** Of a clock: what is owed. */
  clock: z.enum(DUTY_NAMES).exactOptional(),
  at: instant,
});
export type Notification = z.output<typeof Notification>;

/** What a change means to those who knew the record before: released again, it is what its correction made of it. */
const TYPE_OF: Partial<Record<CreditRecord['change']['action'], NotificationType>> = {
  'release-hold': 'record.corrected',
  correct: 'record.corrected',
  'find-outcome': 'record.outcome-found',
  'confirm-withdrawal': 'record.ended',
  'mark-objection': 'record.objected',
  'settle-objection': 'record.objection-settled',
  // Whoever told it on has to end that too: it is to be acknowledged (I4).
  'end-publicity': 'record.publicity-ended',
  suspend: 'record.suspended',
  resume: 'record.resumed',
  end: 'record.ended',
  mirror: 'record.corrected',
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

/** What another body does to a record its own department hears too, whoever else was told. */
const toOwner = ({ change: { action, department: by }, department }: CreditRecord): readonly string[] =>
  (action === 'suspend' || action === 'resume' || (action === 'end' && by === SUPERIOR_PLATFORM)) && by !== department
    ? [department]
    : [];

/** The notifications of a version of a record; `idOf` digests what makes each unique. */
export const notificationsOf = (record: CreditRecord, idOf: (text: string) => string): readonly Notification[] => {
  const { change, told } = record;
  const type = notificationTypeOf(record);
  const owner = toOwner(record);
  const recipients = type === undefined ? [] : (told?.recipients ?? []).filter((one) => !owner.includes(one));
  const { at } = change;
  const word = (as: NotificationType | undefined) => (recipient: string) =>
    as === undefined ? [] : [notification(record, { type: as, recipient, at, ...dueOfEnd(as, at) }, idOf)];
  return [...recipients.flatMap(word(type)), ...owner.flatMap(word(TYPE_OF[change.action]))];
};

/** What a notification is about: the version of a head, its sort, whose it is and on whom. */
export type Told = Pick<Notification, 'version' | 'kind' | 'department'> & {
  readonly id: string;
  /** Left out where nobody in particular is concerned. */
  readonly subject?: { readonly unifiedSocialCreditCode?: string };
};

/** The id of a notification: it follows from what it is about, its version, recipient and purpose. */
export const notificationId = (
  { id, version }: Pick<Told, 'id' | 'version'>,
  { recipient, type }: Pick<Notification, 'recipient' | 'type'>,
  idOf: (text: string) => string,
): string => idOf([id, version, recipient, type].join('|'));

/** One notification about a record, case, task, instrument or report. */
export const notification = (
  { id, version, kind, department, subject }: Told,
  told: Pick<Notification, 'type' | 'recipient' | 'at' | 'due'>,
  idOf: (text: string) => string,
): Notification => ({
  ...told,
  id: notificationId({ id, version }, told, idOf),
  about: id,
  version,
  kind,
  department,
  ...(subject?.unifiedSocialCreditCode && { unifiedSocialCreditCode: subject.unifiedSocialCreditCode }),
});
