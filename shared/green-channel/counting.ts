import { type Grounds, standingRecords, stands } from '../cases/grounds.ts';
import type { JointCase } from '../cases/joint-case.ts';
import { addMonths, type CalendarDate, earlier } from '../kernel/beijing-time.ts';
import { decidedAgainstOn, isNegative } from '../records/finding.ts';
import { isPublicOn, lawfulTerm } from '../records/publicity.ts';
import type { CreditRecord } from '../records/record.ts';
import { isUsable } from '../records/usable.ts';

/** What the register holds of a subject, as one consistent read of its partition found it. */
export interface KnownOfSubject extends Grounds {
  readonly cases: readonly JointCase[];
  /** The organisations' cases beside which a responsible person's stand, by id, and on what they rest. */
  readonly organisations: ReadonlyMap<string, { readonly joint: JointCase; readonly grounds: Grounds }>;
}

/** Of whom the register does not know. */
export const NOTHING_KNOWN: KnownOfSubject = {
  records: [],
  repairs: [],
  objections: [],
  cases: [],
  organisations: new Map(),
};

/** Something that counts against a subject on a day, and the first day on which it does no more. */
export interface Counting {
  readonly what: 'record' | 'case';
  readonly id: string;
  /** A record's kind, a case's behaviour. */
  readonly kind: string;
  readonly documentNumber: string;
  readonly department: string;
  readonly decidedOn: CalendarDate;
  readonly until: CalendarDate;
}

/** The day on which it counts no more: the corresponding day after its months, or the end of its own lawful term, whichever is earlier. */
const countsUntil = (decidedOn: CalendarDate, months: number, end: CalendarDate | undefined): CalendarDate =>
  earlier(addMonths(decidedOn, months), end ?? addMonths(decidedOn, months));

/**
 * A record counts while it may be used: neither ended (repaired, revoked, taken back), held nor standing still, under no objection that is
 * overdue, and within the term that the law gives it; from the day of the decision, not of the act.
 */
const countingRecord = (record: CreditRecord, today: CalendarDate, months: number): readonly Counting[] => {
  if (!isNegative(record) || !isUsable(record, today)) return [];
  const term = lawfulTerm(record, today);
  if (term === undefined || !isPublicOn(term, today)) return [];
  const { id, kind, documentNumber, department } = record;
  const decidedOn = decidedAgainstOn(record);
  return [
    {
      what: 'record',
      id,
      kind,
      documentNumber,
      department,
      decidedOn,
      until: countsUntil(decidedOn, months, term.until),
    },
  ];
};

/** A responsible person's case goes no further than the organisation's (article 11). */
const organisationStands = (
  { responsibility }: JointCase,
  { organisations }: KnownOfSubject,
  today: CalendarDate,
): boolean => {
  if (responsibility === undefined) return true;
  const found = organisations.get(responsibility.organisationCase.id);
  return found !== undefined && stands(found.joint, found.grounds, today);
};

/**
 * A case counts once its decision was served, while it lists its subject: it is serious untrustworthiness, whether a record was posted of it or
 * not. It lists nobody any more once it has ended or stands still, by the rule by which a check reads it.
 */
const countingCase = (
  joint: JointCase,
  known: KnownOfSubject,
  today: CalendarDate,
  months: number,
): readonly Counting[] => {
  const { id, effect, state, decision, behaviour, department } = joint;
  const isListed = effect === 'punishment' && (state === 'served' || state === 'dispatched');
  if (!isListed || decision === undefined) return [];
  if (!stands(joint, known, today) || !organisationStands(joint, known, today)) return [];
  const { documentNumber, decidedOn, listedUntil } = decision;
  const until = countsUntil(decidedOn, months, listedUntil);
  return [{ what: 'case', id, kind: behaviour, documentNumber, department, decidedOn, until }];
};

/** All that counts against a subject on a day, of the last so many months, newest first. */
export const countingAgainst = (known: KnownOfSubject, today: CalendarDate, months: number): readonly Counting[] =>
  [
    ...standingRecords(known).flatMap((record) => countingRecord(record, today, months)),
    ...known.cases.flatMap((joint) => countingCase(joint, known, today, months)),
  ]
    .filter(({ until }) => today < until)
    .toSorted((a, b) => (a.decidedOn > b.decidedOn ? -1 : 1));
