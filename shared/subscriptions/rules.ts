import { addDays, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import rules from './rules.json' with { type: 'json' };

/** The latest day before which a subscription that begins on a day must end. */
export const latestEnd = (from: CalendarDate): CalendarDate => {
  const rule = rules.findLast((one) => calendarDate(one.from) <= from);
  if (rule === undefined) throw new RangeError(`subscriptions/rules.json holds no rule for ${from}`);
  return addDays(from, rule.longestDays);
};
