import { addDays, addMonths, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { calendarConfirmed, calendarCovers, type Deadline, isWorkingDay } from '../kernel/working-calendar.ts';
import data from './remedies.json' with { type: 'json' };

/** The last of several dated rules whose day has come; the first for a day before all of them. */
const ruleOn = <Rule extends { readonly from: string }>(rules: readonly Rule[], day: CalendarDate): Rule => {
  const rule = rules.findLast(({ from }) => calendarDate(from) <= day) ?? rules[0];
  if (rule === undefined) throw new RangeError('remedies.json holds no rule');
  return rule;
};

/** How what a department decided is reviewed 行政复议 and brought to court 行政诉讼, by the law of a day. */
export interface Remedies {
  readonly review: { readonly days: number; readonly basis: Label; readonly by: Label };
  readonly litigation: { readonly months: number; readonly afterReviewDays: number; readonly basis: Label };
}

/** The remedies against a department's acts; undefined of a court, whose decisions it corrects itself. */
export const remediesAgainst = (department: string, day: CalendarDate): Remedies | undefined => {
  if (data.courts.includes(department)) return undefined;
  const { days, basis } = ruleOn(data.review, day);
  const by = data.directlyLed.departments.includes(department) ? data.directlyLed.reviewedBy : data.reviewedBy;
  const { months, afterReviewDays, basis: litigationBasis } = ruleOn(data.litigation, day);
  return { review: { days, basis, by }, litigation: { months, afterReviewDays, basis: litigationBasis } };
};

/** A period that ends on a rest day ends on the next working day (民事诉讼法 85, to which 行政复议法 88 and 行政诉讼法 101 refer). */
const lastDay = (day: CalendarDate): Deadline => {
  let date = day;
  while (calendarCovers(date) && !isWorkingDay(date)) date = addDays(date, 1);
  return { date, provisional: !calendarConfirmed(date) };
};

/** Until when, that day included, review and court may be asked, of what took effect by service on a day; that day is not counted. */
export const appealDeadlines = (
  department: string,
  effectiveOn: CalendarDate,
): { readonly review: Deadline; readonly litigation: Deadline } | undefined => {
  const remedies = remediesAgainst(department, effectiveOn);
  return (
    remedies && {
      review: lastDay(addDays(effectiveOn, remedies.review.days)),
      litigation: lastDay(addMonths(effectiveOn, remedies.litigation.months)),
    }
  );
};
