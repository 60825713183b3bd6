import { addDays, beijingDate, type CalendarDate, parseCalendarDate } from '../kernel/beijing-time.ts';
import { recordRetention } from '../retention/record-retention.ts';
import type { SubjectCategory } from '../subjects/subject.ts';
import { isSoleTrader, type UnifiedSocialCreditCode } from '../subjects/unified-social-credit-code.ts';
import { findingOf } from './finding.ts';
import type { PublicityBound } from './kinds/column.ts';
import { contentColumns, kindDefinition, type RecordKind } from './kinds/kinds.ts';
import { staleFrom } from './mirrored.ts';
import { mayBePublic, type PublicityTerm, publicityTerm } from './publicity-rules.ts';
import type { CreditRecord } from './record.ts';

/** When a record may be read by the public: from `from`, until 00:00 Beijing time of `until` (none: without an end). */
export interface Publicity {
  readonly from: CalendarDate;
  readonly until: CalendarDate | undefined;
  readonly ruleVersion: string;
}

const ORGANISATIONS = ['organisation', 'sole-trader'] as const;

const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a >= b ? a : b);

/** The days that the content's columns with such a bound name. */
const daysIn = ({ kind, content }: CreditRecord, bound: PublicityBound): readonly CalendarDate[] =>
  contentColumns(kind).flatMap(({ field, publicity }) =>
    publicity === bound ? (parseCalendarDate(content[field]) ?? []) : [],
  );

/** Whether the content says that it is over, e.g. that a defaulter performed all. */
const isOver = ({ kind, content }: CreditRecord): boolean =>
  contentColumns(kind).some(
    ({ field, publicity }) => typeof publicity === 'object' && 'over' in publicity && content[field] === publicity.over,
  );

/** Whether the content itself keeps a record from the public: a commitment that is not meant for it. */
export const isClosed = ({ kind, content }: Pick<CreditRecord, 'kind' | 'content'>): boolean =>
  contentColumns(kind).some(
    ({ field, publicity }) => typeof publicity === 'object' && 'only' in publicity && content[field] !== publicity.only,
  );

/** What of a subject decides whether its records may be public. */
export type PublicSubject = Pick<CreditRecord['subject'], 'category'> & {
  readonly unifiedSocialCreditCode?: UnifiedSocialCreditCode;
};

/** Whom a subject counts as where publicity depends on it: a sole trader's code names one, whatever was posted. */
export const publicCategory = ({ category, unifiedSocialCreditCode: code }: PublicSubject): SubjectCategory =>
  category === 'organisation' && code !== undefined && isSoleTrader(code) ? 'sole-trader' : category;

/** Whether the law lets records of a kind on such a subject be public: of persons nothing ever is (I6). */
export const mayBePublicOf = (kind: RecordKind, subject: PublicSubject): boolean =>
  mayBePublic(kind) && (kindDefinition(kind).publicOf ?? ORGANISATIONS).some((one) => one === publicCategory(subject));

/** Without a decision to publish nothing is public; without a unified code nobody could look it up. */
const decidedPublic = ({ kind, disclosure, subject }: CreditRecord): boolean =>
  disclosure?.public === true && mayBePublicOf(kind, subject) && subject.unifiedSocialCreditCode !== undefined;

/** The term of a record, and on what else its being public depends. */
interface BoundTerm extends Publicity {
  readonly needs: 'nothing' | 'necessity' | 'never';
}

const needsOf = ({ publicByDefault, needsNecessity }: PublicityTerm): BoundTerm['needs'] => {
  if (publicByDefault) return 'nothing';
  return needsNecessity ? 'necessity' : 'never';
};

/**
 * Between which days a record counts, by the law of its decision date and of `today`, whichever is stricter, and by its own content, be it
 * public or not; undefined where no law gives its kind and grade a term, or nothing is left to be said.
 */
export const boundsOf = (record: CreditRecord, today: CalendarDate): BoundTerm | undefined => {
  const { kind, decisionDate, severity, disclosure } = record;
  const finding = findingOf(record);
  const found = finding && { status: finding.status, on: finding.since };
  const term = publicityTerm({ kind, grade: severity?.grade, decisionDate, today, ...(found && { finding: found }) });
  if (term === undefined || isOver(record)) return undefined;
  const from = [disclosure?.publishFrom ?? decisionDate, ...daysIn(record, 'from')].reduce(later, decisionDate);
  // What was found has a term of its own: it is found when the day until which it held is over.
  const lastDays = (finding ? [] : daysIn(record, 'through')).map((day) => addDays(day, 1));
  // The sweep that archives may come late: what may not be kept is not public meanwhile.
  const kept = recordRetention(record, today)?.archiveOn ?? [];
  const [until] = [term.publicUntil ?? [], daysIn(record, 'until'), lastDays, kept].flat().toSorted();
  return { from, until, ruleVersion: term.ruleVersion, needs: needsOf(term) };
};

/**
 * The term that the law gives a record to be shown in, whether it was decided to be public or not, is held or has ended; undefined if it may
 * never be.
 */
export const lawfulTerm = (record: CreditRecord, today: CalendarDate): Publicity | undefined => {
  const bounds = boundsOf(record, today);
  if (bounds === undefined) return undefined;
  const { needs, ...term } = bounds;
  if (needs === 'never' || (needs === 'necessity' && record.disclosure?.necessity === undefined)) return undefined;
  return term.until !== undefined && term.until <= term.from ? undefined : term;
};

/** The publicity that the law allows a record, whether it is held or has ended; undefined if it may never be public. */
export const lawfulPublicity = (record: CreditRecord, today: CalendarDate): Publicity | undefined =>
  decidedPublic(record) && !isClosed(record) ? lawfulTerm(record, today) : undefined;

/**
 * An objection that is not decided in time ends the publicity by its date, until it is decided; so does a source that does not confirm what
 * is mirrored from it, until it does.
 */
const untilDecided = (publicity: Publicity, { objection, mirrored }: CreditRecord): Publicity | undefined => {
  const { from, until } = publicity;
  const [ends] = [objection?.suspendsFrom ?? [], mirrored === undefined ? [] : staleFrom(mirrored)].flat().toSorted();
  if (ends === undefined || (until !== undefined && until <= ends)) return publicity;
  return ends <= from ? undefined : { ...publicity, until: ends };
};

/**
 * The publicity that a record has: an `active` one, or one whose withdrawal is merely proposed, while it does not stand still; under an
 * objection no longer than until its decision is due.
 */
export const publicityOf = (record: CreditRecord, today: CalendarDate): Publicity | undefined => {
  const isOut = record.state === 'ended' || record.holds.length > 0 || record.suspension !== undefined;
  const lawful = isOut ? undefined : lawfulPublicity(record, today);
  return lawful && untilDecided(lawful, record);
};

/** Whether a publicity includes a day. */
export const isPublicOn = ({ from, until }: Publicity, day: CalendarDate): boolean =>
  from <= day && (until === undefined || day < until);

/** The Beijing date on which an ended record ended. */
export const endedOn = (record: CreditRecord): CalendarDate | undefined =>
  record.end && beijingDate(record.end.endedAt);
