import { addDays, type CalendarDate, parseCalendarDate } from '../kernel/beijing-time.ts';
import { isNegative } from '../records/finding.ts';
import { isStale } from '../records/mirrored.ts';
import { boundsOf, isPublicOn, lawfulTerm, mayBePublicOf, publicityOf } from '../records/publicity.ts';
import { mayBePublic } from '../records/publicity-rules.ts';
import type { CreditRecord } from '../records/record.ts';
import { isOverdueUndecided, isUsable } from '../records/usable.ts';
import type { RecordStanding } from './words.ts';

/** The last day of validity that a record names, where no rule gives its kind a term: of a rating. */
const statedEnd = ({ content }: CreditRecord): CalendarDate | undefined => {
  const last = parseCalendarDate(content['validTo']);
  return last && addDays(last, 1);
};

/** The first day on which a record counts no more, by law or by its own words; undefined without an end. */
export const endsByItself = (record: CreditRecord, today: CalendarDate): CalendarDate | undefined =>
  mayBePublic(record.kind) ? boundsOf(record, today)?.until : statedEnd(record);

/** Whether the term of a record is over, or what it obliges to was done. */
const isTermOver = (record: CreditRecord, today: CalendarDate): boolean => {
  if (mayBePublic(record.kind) && boundsOf(record, today) === undefined) return true;
  const until = endsByItself(record, today);
  return until !== undefined && until <= today;
};

/** How a record stands on a day. */
export const standingOn = (record: CreditRecord, today: CalendarDate): RecordStanding => {
  if (record.state === 'ended') return 'ended';
  if (record.holds.length > 0) return 'held';
  if (record.suspension !== undefined || isOverdueUndecided(record, today)) return 'standing-still';
  if (isStale(record, today)) return 'unconfirmed';
  if (isTermOver(record, today)) return 'term-over';
  return record.objection === undefined ? 'in-effect' : 'objected';
};

/**
 * Whether a credit report shows a record. What has ended, is held, stands still or is over by its term is not in it; nor is what speaks against
 * a subject whose records can be public while this one is not: its authority decided so, or an objection did. Of persons nothing is public, so
 * the term alone decides.
 */
export const isReportable = (record: CreditRecord, today: CalendarDate): boolean => {
  const { kind, subject } = record;
  if (!isUsable(record, today) || isTermOver(record, today)) return false;
  if (!isNegative(record)) return true;
  const couldBePublic = mayBePublicOf(kind, subject) && subject.unifiedSocialCreditCode !== undefined;
  const term = couldBePublic ? publicityOf(record, today) : lawfulTerm(record, today);
  return term !== undefined && isPublicOn(term, today);
};
