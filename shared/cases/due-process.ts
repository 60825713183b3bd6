import { addDays, addMonths, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import {
  addWorkingDays,
  calendarConfirmed,
  calendarCovers,
  type Deadline,
  isWorkingDay,
} from '../kernel/working-calendar.ts';
import data from './due-process.json' with { type: 'json' };
import type { SERVICE_METHODS } from './joint-case.ts';

/** How and when a document was handed over; for a public notice the day on which it was put up. */
export interface Handover {
  readonly method: (typeof SERVICE_METHODS)[number];
  readonly servedOn: CalendarDate;
}

/** The last of several dated rules whose day has come. */
const ruleOn = <Rule extends { readonly from: string }>(rules: readonly Rule[], day: CalendarDate): Rule => {
  const rule = rules.findLast(({ from }) => calendarDate(from) <= day);
  if (rule === undefined) throw new RangeError(`due-process.json holds no rule for ${day}`);
  return rule;
};

/** The day on which a document counts as served: a public notice only when its own period is over 公告期满. */
export const takesEffectOn = ({ method, servedOn }: Handover): CalendarDate =>
  method === 'public-notice' ? addDays(servedOn, ruleOn(data.publicNotice, servedOn).days) : servedOn;

/** How many working days a subject has to answer a notice that reaches it on a day. */
export const answerPeriodOn = (day: CalendarDate): number => ruleOn(data.answerPeriods, day).workingDays;

/** The last day on which the subject may answer a prior notice 陈述申辩期限; that of the service is not counted. */
export const answerBy = (handover: Handover): Deadline => {
  const served = takesEffectOn(handover);
  return addWorkingDays(served, answerPeriodOn(served));
};

/** A period's last day, or the next working day where it is none. */
const notOnRestDay = (date: CalendarDate): Deadline => {
  let last = date;
  while (calendarCovers(last) && !isWorkingDay(last)) last = addDays(last, 1);
  return { date: last, provisional: !calendarConfirmed(last) };
};

/** How long what was served on a day may be appealed, and on which articles that rests. */
export const remediesOn = (day: CalendarDate): (typeof data.remedies)[number] => ruleOn(data.remedies, day);

/** Until when a decision that was served may be appealed: to the review body 行政复议, and to the court 行政诉讼. */
export const remediesUntil = (handover: Handover): { readonly review: Deadline; readonly suit: Deadline } => {
  const served = takesEffectOn(handover);
  const { reviewDays, suitMonths } = remediesOn(served);
  return {
    review: notOnRestDay(addDays(served, reviewDays)),
    suit: notOnRestDay(addMonths(served, suitMonths)),
  };
};

/** The longest term of a listing, in months. */
export const LONGEST_LISTING_MONTHS = data.longestListingMonths.months;

/** Before which day a listing that was decided on a day must end. */
export const longestListing = (decidedOn: CalendarDate): CalendarDate => addMonths(decidedOn, LONGEST_LISTING_MONTHS);

/** Whether a law spares an initiating department the prior notice; the instrument must also be in force. */
export const exemptsFromNotice = (instrument: string, department: string): boolean =>
  data.exemptions.some((exemption) => exemption.instrument === instrument && exemption.initiators.includes(department));
