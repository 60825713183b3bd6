import { addMonths, type CalendarDate } from '../kernel/beijing-time.ts';
import data from './rules.json' with { type: 'json' };

const RULES: readonly { readonly from: string; readonly longestMonths: number }[] = data.rules.toSorted((a, b) =>
  a.from < b.from ? 1 : -1,
);

/** The latest day (exclusive) until which a typical case that is published on a day may stay public: everything public ends (I4). */
export const longestUntil = (from: CalendarDate): CalendarDate => {
  const rule = RULES.find((one) => one.from <= from);
  // Before there were rules nothing was published.
  return rule === undefined ? from : addMonths(from, rule.longestMonths);
};
