import { standingRecords } from '../cases/grounds.ts';
import { addMonths, type CalendarDate } from '../kernel/beijing-time.ts';
import { isNegative } from '../records/finding.ts';
import { isStatement, kindDefinition } from '../records/kinds/kinds.ts';
import { isPublicOn, lawfulTerm } from '../records/publicity.ts';
import type { CreditRecord } from '../records/record.ts';
import { isUsable } from '../records/usable.ts';
import { type Counting, countingAgainst, type KnownOfSubject } from './counting.ts';
import { type GreenChannelRule, greenChannelRuleOn } from './rules.ts';

/** An honour in force: a model of honesty. */
export interface HonourInForce {
  readonly id: string;
  readonly listName: string;
  readonly documentNumber: string;
  readonly department: string;
  /** The first day on which it is over; undefined without an end. */
  readonly until: CalendarDate | undefined;
}

/** Whether a subject has the green channel on a day, and all on which that rests. The asker hears yes or no, the subject reads why. */
export interface Eligibility {
  readonly eligible: boolean;
  readonly honours: readonly HonourInForce[];
  readonly counting: readonly Counting[];
  /** The earliest day of which the register holds something that speaks not against the subject. */
  readonly knownSince: CalendarDate | undefined;
  readonly knownLongEnough: boolean;
  readonly rule: GreenChannelRule;
}

const honourInForce = (record: CreditRecord, today: CalendarDate): readonly HonourInForce[] => {
  const { kind, id, content, documentNumber, department } = record;
  if (!kindDefinition(kind).model || !isUsable(record, today)) return [];
  const term = lawfulTerm(record, today);
  if (term === undefined || !isPublicOn(term, today)) return [];
  return [{ id, listName: String(content['listName'] ?? ''), documentNumber, department, until: term.until }];
};

/** What shows that a subject was there: decisions that are not against it. A statement is its author's opinion and an input to nothing (I9). */
const showsExistence = (record: CreditRecord, today: CalendarDate): boolean =>
  !isNegative(record) && !isStatement(record.kind) && isUsable(record, today);

const knownSince = (known: KnownOfSubject, today: CalendarDate): CalendarDate | undefined =>
  standingRecords(known)
    .filter((record) => showsExistence(record, today))
    .map(({ decisionDate }) => decisionDate)
    .toSorted()[0];

/**
 * Models of honesty have the green channel, and subjects with so many clean months: of whom the register holds something that old, and nothing
 * that may lawfully count against them today. No number is made of it: it is yes or no (I9).
 */
export const eligibilityOf = (known: KnownOfSubject, today: CalendarDate): Eligibility => {
  const rule = greenChannelRuleOn(today);
  const honours = standingRecords(known).flatMap((record) => honourInForce(record, today));
  const counting = countingAgainst(known, today, rule.cleanMonths);
  const since = knownSince(known, today);
  const knownLongEnough = since !== undefined && addMonths(since, rule.knownMonths) <= today;
  const eligible = honours.length > 0 || (knownLongEnough && counting.length === 0);
  return { eligible, honours, counting, knownSince: since, knownLongEnough, rule };
};
