import { addMonths, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { addWorkingDays, type Deadline } from '../kernel/working-calendar.ts';
import data from './repair-terms.json' with { type: 'json' };

/** A period in working days, and what it rests on; not `established`: its number is a default that says so. */
interface RepairTerm {
  readonly workingDays: number;
  readonly established: boolean;
  readonly basis: Label;
}

/** How long an authority has to accept an application for repair and to decide on it, by how much it may extend, how long bad faith bars. */
export interface RepairTerms {
  readonly acceptance: RepairTerm;
  readonly result: RepairTerm;
  readonly extension: { readonly workingDays: number };
  readonly badFaith: { readonly years: number };
}

const TERMS: readonly (RepairTerms & { readonly from: string })[] = data.terms.toSorted((a, b) =>
  a.from < b.from ? 1 : -1,
);

/** The terms in force on a day. Throws before the policy's own day: nothing was applied for then. */
export const repairTermsOn = (date: CalendarDate): RepairTerms => {
  const terms = TERMS.find(({ from }) => from <= date);
  if (terms === undefined) throw new RangeError(`no terms of repair hold on ${date}`);
  return terms;
};

/** By when an application of a day is to be accepted or not. */
export const acceptanceDue = (appliedOn: CalendarDate): Deadline =>
  addWorkingDays(appliedOn, repairTermsOn(appliedOn).acceptance.workingDays);

/** By when an application that was accepted on a day is to be decided; the terms are those of the application's day. */
export const resultDue = (acceptedOn: CalendarDate, appliedOn: CalendarDate): Deadline =>
  addWorkingDays(acceptedOn, repairTermsOn(appliedOn).result.workingDays);

/** A due date extended once 延长一次, from where it was. */
export const extendedDue = (due: Deadline, appliedOn: CalendarDate): Deadline => {
  const extended = addWorkingDays(due.date, repairTermsOn(appliedOn).extension.workingDays);
  return { ...extended, provisional: extended.provisional || due.provisional };
};

/** The first day on which a subject whose bad faith was recorded may apply again. */
export const barredUntil = (recordedOn: CalendarDate): CalendarDate =>
  addMonths(recordedOn, repairTermsOn(recordedOn).badFaith.years * 12);
