import { beijingDate, type CalendarDate, earlier, parseCalendarDate } from '../kernel/beijing-time.ts';
import { kindDefinition } from './kinds/kinds.ts';
import { type PublicityTerm, publicityTerm } from './publicity-rules.ts';
import type { CreditRecord } from './record.ts';

/** When a record may be read by the public: from `from`, until 00:00 Beijing time of `until` (none: without an end). */
export interface Publicity {
  readonly from: CalendarDate;
  readonly until: CalendarDate | undefined;
  readonly ruleVersion: string;
}

const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a >= b ? a : b);

const dateIn = (record: CreditRecord, field: string): CalendarDate | undefined =>
  parseCalendarDate(record.content[field]);

const termOf = (record: CreditRecord, today: CalendarDate): PublicityTerm | undefined => {
  const { kind, decisionDate, severity } = record;
  if (kindDefinition(kind).publicFor === 'validity') {
    const validUntil = dateIn(record, 'validTo') ?? null;
    return publicityTerm({ kind: 'administrative-licence', decisionDate, today, validUntil });
  }
  return severity && publicityTerm({ kind: 'administrative-penalty', decisionDate, today, grade: severity.grade });
};

/** The rule's end, or the earlier one that the authority itself set (公示截止期, its day no longer public: the cautious reading). */
const untilOf = (record: CreditRecord, term: PublicityTerm): CalendarDate | undefined => {
  const own = dateIn(record, 'publicityEnd');
  if (term.publicUntil === null) return own;
  return own === undefined ? term.publicUntil : earlier(own, term.publicUntil);
};

const decidedPublic = ({ disclosure, subject }: CreditRecord): boolean =>
  // Without a decision to publish nothing is public; of persons nothing ever is (I6); without a unified code nobody could look it up.
  disclosure?.public === true && subject.category !== 'person' && subject.unifiedSocialCreditCode !== undefined;

/**
 * The publicity that the law allows a record, the law of its decision date and of `today`, whichever is stricter, whether it is held or has
 * ended; undefined if it may never be public.
 */
export const lawfulPublicity = (record: CreditRecord, today: CalendarDate): Publicity | undefined => {
  if (!decidedPublic(record)) return undefined;
  const term = termOf(record, today);
  if (term === undefined) return undefined;
  if (!term.publicByDefault && !(term.needsNecessity && record.disclosure?.necessity !== undefined)) return undefined;
  const from = later(record.disclosure?.publishFrom ?? record.decisionDate, record.decisionDate);
  const until = untilOf(record, term);
  if (until !== undefined && until <= from) return undefined;
  return { from, until, ruleVersion: term.ruleVersion };
};

/** The publicity that a record has: only an `active` one, or one whose withdrawal is merely proposed, has any. */
export const publicityOf = (record: CreditRecord, today: CalendarDate): Publicity | undefined =>
  record.state === 'ended' || record.holds.length > 0 ? undefined : lawfulPublicity(record, today);

/** Whether a publicity includes a day. */
export const isPublicOn = ({ from, until }: Publicity, day: CalendarDate): boolean =>
  from <= day && (until === undefined || day < until);

/** The Beijing date on which an ended record ended. */
export const endedOn = (record: CreditRecord): CalendarDate | undefined =>
  record.end && beijingDate(record.end.endedAt);
