import { addDays, type CalendarDate, calendarDate, dayOfWeek } from './beijing-time.ts';
import calendar from './working-calendar.json' with { type: 'json' };

/** A date before the first or after the last year of the calendar's data: a fault of the data, not of the request. */
export class CalendarNotCovered extends Error {
  override readonly name = 'CalendarNotCovered';

  constructor(date: CalendarDate) {
    super(`the working calendar does not cover ${date}`);
  }
}

/** A deadline; provisional while the State Council has not published the calendar of a year that it touches. */
export type Deadline = { readonly date: CalendarDate; readonly provisional: boolean };

/** The days of an ISO 8601 interval `from/to`, both included, or of a single date. */
const daysOf = (interval: string): readonly CalendarDate[] => {
  const [from = '', to = from] = interval.split('/');
  const last = calendarDate(to);
  const days = [calendarDate(from)];
  for (let day = addDays(calendarDate(from), 1); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};

const yearOf = (date: CalendarDate): number => Number(date.slice(0, 4));
const confirmedYears = new Set(calendar.years.filter((year) => year.confirmed).map(({ year }) => year));
const firstYear = Math.min(...calendar.years.map(({ year }) => year));
const restDays = new Set(calendar.years.flatMap((year) => year.rest.flatMap(daysOf)));
const makeUpDays = new Set(calendar.years.flatMap((year) => year.work.map(calendarDate)));
const laterRestDays = new Set(calendar.later.rest);

const isRestDay = (date: CalendarDate): boolean =>
  restDays.has(date) || (yearOf(date) >= calendar.later.from && laterRestDays.has(date.slice(5)));

/** Whether the data says anything of a date: ask before counting from a date that somebody else chose. */
export const calendarCovers = (date: CalendarDate): boolean =>
  yearOf(date) >= firstYear && yearOf(date) <= calendar.later.to;

/** Whether the State Council has published the calendar of the date's year. */
export const calendarConfirmed = (date: CalendarDate): boolean => confirmedYears.has(yearOf(date));

/**
 * Whether public bodies work on a date: a weekday that is no rest day, or a make-up day 调休 at a weekend.
 * Throws CalendarNotCovered.
 */
export const isWorkingDay = (date: CalendarDate): boolean => {
  if (!calendarCovers(date)) throw new CalendarNotCovered(date);
  return makeUpDays.has(date) || (dayOfWeek(date) <= 5 && !isRestDay(date));
};

/**
 * The nth working day after a date, that date not counted (民法典 201; 行政处罚法 85: periods of 2, 3, 5 and 7 days are
 * working days). It may be a Saturday. Throws CalendarNotCovered, and RangeError if `workingDays` is no integer ≥ 1.
 */
export const addWorkingDays = (date: CalendarDate, workingDays: number): Deadline => {
  if (!Number.isSafeInteger(workingDays) || workingDays < 1) throw new RangeError(`not a period: ${workingDays}`);
  let day = date;
  let provisional = false;
  for (let counted = 0; counted < workingDays; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) counted += 1;
    provisional ||= !calendarConfirmed(day);
  }
  return { date: day, provisional };
};

/** The last working day before a date. Throws CalendarNotCovered. */
export const workingDayBefore = (date: CalendarDate): CalendarDate => {
  let day = addDays(date, -1);
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return day;
};

/** How many working days lie after `from`, up to and including `to`; none if `to` is not later. Throws CalendarNotCovered. */
export const workingDaysBetween = (from: CalendarDate, to: CalendarDate): number => {
  let counted = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) counted += isWorkingDay(day) ? 1 : 0;
  return counted;
};
