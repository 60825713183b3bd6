import type { Brand } from './brand.ts';

/** A real day of the Gregorian calendar, `YYYY-MM-DD`. Text order is time order. */
export type CalendarDate = Brand<string, 'CalendarDate'>;

/** A moment in UTC with milliseconds, `YYYY-MM-DDTHH:mm:ss.sssZ`. Text order is time order. */
export type Instant = Brand<string, 'Instant'>;

/** Whole seconds since 1970 in UTC: the unit of a DynamoDB TTL attribute and of a JWT's `exp`. */
export type EpochSeconds = Brand<number, 'EpochSeconds'>;

const DAY_MS = 86_400_000;
/** Beijing time is UTC+8 the year round: no summer time since 1991, and no record here is older. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;
/** Years that a record can name. `9999-12-31` for "no end" is a sentinel and no date: say `null` instead. */
const YEARS = { first: 1900, last: 2999 };

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** Days since 1970-01-01 by integer arithmetic over 400-year eras that begin on 1 March (days_from_civil). */
const dayNumber = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

const fromDayNumber = (days: number): CalendarDate => {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!(year >= 0 && year <= 9999)) throw new RangeError(`no four-digit year for day ${days}`);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1, 2)}` as CalendarDate;
};

const parts = (date: string) => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

const toDayNumber = (date: string): number => {
  const { year, month, day } = parts(date);
  return dayNumber(year, month, day);
};

/** Days that every month has. */
const SHORTEST_MONTH = 28;

/** The date that a text names, or undefined: wrong shape, a day that does not exist, a year outside 1900–2999. */
export const parseCalendarDate = (value: unknown): CalendarDate | undefined => {
  if (typeof value !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)) return undefined;
  const { year, day } = parts(value);
  if (year < YEARS.first || year > YEARS.last) return undefined;
  if (day <= SHORTEST_MONTH) return value as CalendarDate;
  const date = fromDayNumber(toDayNumber(value));
  return date === value ? date : undefined;
};

/** A date of our own data files, where a wrong one is a fault. Throws RangeError; input goes through parseCalendarDate. */
export const calendarDate = (text: string): CalendarDate => {
  const date = parseCalendarDate(text);
  if (date === undefined) throw new RangeError(`not a calendar date: ${text}`);
  return date;
};

/** The date `days` later, or earlier if negative. */
export const addDays = (date: CalendarDate, days: number): CalendarDate => fromDayNumber(toDayNumber(date) + days);

/** The same day `months` later, or the month's last day if there is none (民法典 202): 2026-01-31 + 3 = 2026-04-30. */
export const addMonths = (date: CalendarDate, months: number): CalendarDate => {
  const { year, month, day } = parts(date);
  const count = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  const first = dayNumber(y, m, 1);
  const next = m === 12 ? dayNumber(y + 1, 1, 1) : dayNumber(y, m + 1, 1);
  return fromDayNumber(first + Math.min(day, next - first) - 1);
};

/** Negative if `a` is before `b`, zero if equal, positive if after: for `sort`. */
export const compareDates = (a: CalendarDate, b: CalendarDate): number => toDayNumber(a) - toDayNumber(b);

/** The earlier of two dates. */
export const earlier = (a: CalendarDate, b: CalendarDate): CalendarDate => (a <= b ? a : b);

/** Day of the week, 1 for Monday to 7 for Sunday (ISO 8601). */
export const dayOfWeek = (date: CalendarDate): number => ((((toDayNumber(date) + 3) % 7) + 7) % 7) + 1;

/**
 * Age in full years, reached on the birthday itself; who was born on 29 February reaches it on 1 March of a common year.
 * Criminal courts count from the day after the birthday (法释〔2006〕1号 art. 2): where that day is decisive, ask for
 * the age on the day before.
 */
export const ageOn = (birth: CalendarDate, date: CalendarDate): number =>
  parts(date).year - parts(birth).year - (date.slice(5) < birth.slice(5) ? 1 : 0);

/** The instant of a count of milliseconds since 1970. Throws RangeError if it is no integer or beyond year 9999. */
export const toInstant = (epochMs: number): Instant => {
  const days = Math.floor(epochMs / DAY_MS);
  const ms = epochMs - days * DAY_MS;
  if (!Number.isSafeInteger(epochMs)) throw new RangeError(`not a count of milliseconds: ${epochMs}`);
  const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1_000) % 60].map((unit) => pad(Math.floor(unit), 2));
  return `${fromDayNumber(days)}T${clock.join(':')}.${pad(ms % 1_000, 3)}Z` as Instant;
};

/** Milliseconds since 1970 of an instant. */
export const toEpochMs = (instant: Instant): number => {
  const [hours, minutes, seconds] = [11, 14, 17].map((at) => Number(instant.slice(at, at + 2)));
  const ofDay = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return toDayNumber(instant) * DAY_MS + ofDay * 1_000 + Number(instant.slice(20, 23));
};

/** The instant that a text names in exactly the form of `Instant`, or undefined. */
export const parseInstant = (value: unknown): Instant | undefined => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return undefined;
  const instant = toInstant(toEpochMs(value as Instant));
  return instant === value ? instant : undefined;
};

const epochMsOf = (moment: Instant | number): number => (typeof moment === 'number' ? moment : toEpochMs(moment));

/** The date that a calendar in Beijing shows at a moment (an instant, or milliseconds since 1970). */
export const beijingDate = (moment: Instant | number): CalendarDate =>
  fromDayNumber(Math.floor((epochMsOf(moment) + BEIJING_OFFSET_MS) / DAY_MS));

/** The moment at which a date begins in Beijing, 00:00. */
export const beijingMidnight = (date: CalendarDate): Instant =>
  toInstant(toDayNumber(date) * DAY_MS - BEIJING_OFFSET_MS);

/** Whole seconds since 1970 of a moment (an instant, or milliseconds since 1970), rounded down. */
export const toEpochSeconds = (moment: Instant | number): EpochSeconds =>
  Math.floor(epochMsOf(moment) / 1_000) as EpochSeconds;
