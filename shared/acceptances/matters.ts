import { type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import data from './matters.json' with { type: 'json' };

/** A document of a matter: it may be outstanding, unless a law requires it. */
export interface MatterDocument {
  readonly code: string;
  readonly name: Label;
  /** The law that requires it. */
  readonly requiredBy?: Label;
}

/** A matter that a department may accept with documents outstanding. */
export interface Matter {
  readonly department: string;
  readonly code: string;
  readonly name: Label;
  readonly basis: Label;
  readonly validFrom: string;
  /** The first day on which it may no more. */
  readonly validTo?: string;
  /** False of the defaults: the department's own list is not established. */
  readonly established: boolean;
  readonly documents: readonly MatterDocument[];
}

/** How many working days a subject has to supply what is outstanding. */
export interface SupplyTerm {
  readonly shortestDays: number;
  readonly usualDays: number;
  readonly longestDays: number;
  /** At most, once. */
  readonly extensionDays: number;
  readonly basis: Label;
}

/** Every matter of any time. */
export const MATTERS: readonly Matter[] = data.matters;

const TERMS = data.terms.map(({ from, ...term }) => ({ ...term, from: calendarDate(from) }));

/** The matter of a department that a code names on a day. */
export const matterOn = (department: string, code: string, day: CalendarDate): Matter | undefined =>
  MATTERS.find(
    (matter) =>
      matter.department === department &&
      matter.code === code &&
      matter.validFrom <= day &&
      (matter.validTo === undefined || day < matter.validTo),
  );

/** The terms in force on a day. Throws before the policy's own day. */
export const supplyTermOn = (day: CalendarDate): SupplyTerm => {
  const term = TERMS.findLast(({ from }) => from <= day);
  if (term === undefined) throw new RangeError(`no term to supply documents holds on ${day}`);
  return term;
};
