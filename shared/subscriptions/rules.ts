import { addDays, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import rules from './rules.json' with { type: 'json' };

const ruleOn = (day: CalendarDate) => {
  const rule = rules.findLast((one) => calendarDate(one.from) <= day);
  if (rule === undefined) throw new RangeError(`subscriptions/rules.json holds no rule for ${day}`);
  return rule;
};

/** How many days before a subscription's end it is said that it runs out. */
export const remindDays = (end: CalendarDate): number => ruleOn(end).remindDays;

/** The latest day before which a subscription that begins on a day must end. */
export const latestEnd = (from: CalendarDate): CalendarDate => addDays(from, ruleOn(from).longestDays);
