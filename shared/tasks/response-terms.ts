import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import data from './response-terms.json' with { type: 'json' };

/** A period in working days, and what it rests on. */
export interface ResponseTerm {
  readonly workingDays: number;
  readonly basis: Label;
}

/** How long a department has to acknowledge a task, to answer it, to confirm that its measure is lifted. */
export interface ResponseTerms {
  readonly acknowledge: ResponseTerm;
  readonly answer: ResponseTerm;
  readonly lift: ResponseTerm;
}

const TERMS: readonly (ResponseTerms & { readonly from: string })[] = data.terms.toSorted((a, b) =>
  a.from < b.from ? 1 : -1,
);

/** The terms in force on a day. Throws before the policy's own day: nothing was dispatched then. */
export const responseTermsOn = (date: CalendarDate): ResponseTerms => {
  const terms = TERMS.find(({ from }) => from <= date);
  if (terms === undefined) throw new RangeError(`no response terms hold on ${date}`);
  return terms;
};
