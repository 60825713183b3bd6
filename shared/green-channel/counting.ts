import type { JointCase } from '../cases/joint-case.ts';
import { isOverdueUndecided } from '../cases/objection-mark.ts';
import { addMonths, type CalendarDate, earlier } from '../kernel/beijing-time.ts';
import { decidedAgainstOn, isNegative } from '../records/finding.ts';
import { isPublicOn, lawfulTerm } from '../records/publicity.ts';
import type { CreditRecord } from '../records/record.ts';
import { isUsable } from '../records/usable.ts';

/** What the register holds of a subject, as one consistent read of its partition found it. */
export interface KnownOfSubject {
  readonly records: readonly CreditRecord[];
  readonly cases: readonly JointCase[];
}

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

/** A case counts once its decision was served, while it lists its subject: it is serious untrustworthiness, whether a record was posted of it or not. */
const countingCase = (joint: JointCase, today: CalendarDate, months: number): readonly Counting[] => {
  const { id, effect, state, decision, behaviour, department } = joint;
  const isListed = effect === 'punishment' && (state === 'served' || state === 'dispatched');
  if (!isListed || decision === undefined || isOverdueUndecided(joint, today)) return [];
  const { documentNumber, decidedOn, listedUntil } = decision;
  const until = countsUntil(decidedOn, months, listedUntil);
  return [{ what: 'case', id, kind: behaviour, documentNumber, department, decidedOn, until }];
};

/** All that counts against a subject on a day, of the last so many months, newest first. */
export const countingAgainst = (
  { records, cases }: KnownOfSubject,
  today: CalendarDate,
  months: number,
): readonly Counting[] =>
  [
    ...records.flatMap((record) => countingRecord(record, today, months)),
    ...cases.flatMap((joint) => countingCase(joint, today, months)),
  ]
    .filter(({ until }) => today < until)
    .toSorted((a, b) => (a.decidedOn > b.decidedOn ? -1 : 1));
