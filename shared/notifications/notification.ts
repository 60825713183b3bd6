import * as z from 'zod';
import { DUTY_NAMES } from '../clocks/duty.ts';
import { SUPERIOR_PLATFORM } from '../exchange/superior-platform.ts';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import type { CreditRecord } from '../records/record.ts';
import { dueOfEnd } from '../withdrawal-ledger/end-due.ts';

/** What a department is told of. */
export const NOTIFICATION_TYPES = [
  // A record came, was corrected, ended, or left the public: its term ran out, or an objection came to that.
  'record.posted',
  'record.corrected',
  // It was found what became of it: a commitment was kept or broken.
  'record.outcome-found',
  // It is objected to, the objection came to its end; it stands still, or does no more.
  'record.objected',
  'record.objection-settled',
  'record.suspended',
  'record.resumed',
  'record.ended',
  'record.publicity-ended',
  // Its retention period is over, or its content was erased: it is to be used no more. The archive was opened.
  'record.retention-ended',
  'archive.opened',
  // A decision was served and its measures can be dispatched; a case's plan was carried out.
  'case.served',
  'case.carried-out',
  // To an implementing department: a measure to apply, for information only, standing still, to be lifted, or needed no more.
  'task.pushed',
  'measure.informed',
  'task.suspended',
  'task.resumed',
  'task.lift',
  'task.withdrawn',
  // To those who initiated it: applied or declined, and lifted.
  'task.answered',
  'task.lifted',
  // Repair was applied for, is urged by the credit office, needs no decision any more; to the credit office: was decided, was abused or not after all.
  'repair.applied',
  'repair.urged',
  'repair.closed',
  'repair.decided',
  'repair.bad-faith',
  // To a department whose clock runs out or has run out; and to the credit office, when it stays silent.
  'task.reminder',
  'task.overdue',
  'task.escalated',
  // The same of any other clock, which the notification names.
  'clock.reminder',
  'clock.overdue',
  'clock.escalated',
  // A unit's progress report is due tomorrow, or overdue.
  'report.reminder',
  'report.overdue',
  // Every live measure on a basis that ended was lifted or withdrawn.
  'basis.repealed',
  // To those who were told of a measure by a check or a report and have no task: it ended, stands still, or does no more.
  'measure.ended',
  'measure.suspended',
  'measure.resumed',
  // A decision relied on a measure that was annulled since.
  'check.reopen',
  // A department did not say what became of measures that bound its decision.
  'check.outcome-overdue',
  // To who handles an objection, and to the credit office: it came, has more time, was decided; review was asked for and decided; it fell
  // away with what it was against; what was decided could not be done, for the entry had changed.
  'objection.filed',
  'objection.extended',
  'objection.decided',
  'objection.review-requested',
  'objection.reviewed',
  'objection.fell-away',
  'objection.not-carried-out',
  // To an initiating department: the subject's own side stated its case.
  'case.stated',
  // To a reader: a subject took its authorisation back.
  'authorisation.revoked',
  // To the department whose it is: where it is told by webhook was changed, or its receiver said that it is gone. A test goes to the endpoint alone.
  'endpoint.changed',
  'endpoint.gone',
  'endpoint.test',
  // To the credit office: a department asks to be told of records; to that department: it is, it is not, or it is no more.
  'subscription.proposed',
  'subscription.approved',
  'subscription.refused',
  'subscription.ended',
  // To a department: a file of records that it handed in was taken in row by row, or refused as a whole.
  'import.finished',
  'import.rejected',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

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
