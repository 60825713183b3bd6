import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import data from './objection-terms.json' with { type: 'json' };

/** A period in working days, and what it rests on. */
export interface ObjectionTerm {
  readonly workingDays: number;
  readonly basis: Label;
}

/** The terms of an objection: those of the day on which it was filed. */
export interface ObjectionTerms {
  readonly mark: ObjectionTerm;
  /** The credit office's own data. */
  readonly own: ObjectionTerm;
  /** Data of a department, which must examine it. */
  readonly provider: ObjectionTerm;
  /** With its one extension. */
  readonly total: ObjectionTerm;
  readonly askReview: ObjectionTerm;
  readonly review: ObjectionTerm;
  /** Whether an entry is neither public nor used while its objection is overdue. */
  readonly undecidedSuspends: boolean;
}

const TERMS: readonly (ObjectionTerms & { readonly from: string })[] = data.terms.toSorted((a, b) =>
  a.from < b.from ? 1 : -1,
);

/** The terms in force on a day. Throws before the policy's own day: nothing could be objected to then. */
export const objectionTermsOn = (date: CalendarDate): ObjectionTerms => {
  const terms = TERMS.find(({ from }) => from <= date);
  if (terms === undefined) throw new RangeError(`no terms of objections hold on ${date}`);
  return terms;
};
