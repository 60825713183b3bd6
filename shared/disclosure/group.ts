import { addDays, type CalendarDate, calendarDate, compareDates, dayOfWeek } from '../kernel/beijing-time.ts';

const THURSDAY = 4;
const DAYS_A_WEEK = 7;

/** The ISO 8601 week of a date, `2027-W05`: a week belongs to the year of its Thursday. */
export const isoWeek = (date: CalendarDate): string => {
  const thursday = addDays(date, THURSDAY - dayOfWeek(date));
  const year = thursday.slice(0, 4);
  const daysSinceNewYear = compareDates(thursday, calendarDate(`${year}-01-01`));
  return `${year}-W${String(Math.floor(daysSinceNewYear / DAYS_A_WEEK) + 1).padStart(2, '0')}`;
};

/**
 * The group of bulk parts in which an entry lies: `<kind>/<ISO week of publicUntil>/<hex digit>`, or
 * `<kind>/open/<two hex digits>` for an entry without an end: of a register of licences these are most. Those that
 * leave together lie together; the digits keep a part to some thousand entries at a million.
 */
export const groupOf = (entry: {
  readonly kind: string;
  readonly publicUntil: CalendarDate | undefined;
  /** SHA-256 of the publicId, lower-case hex. */
  readonly idDigest: string;
}): string => {
  const { kind, publicUntil, idDigest } = entry;
  return publicUntil === undefined
    ? `${kind}/open/${idDigest.slice(0, 2)}`
    : `${kind}/${isoWeek(publicUntil)}/${idDigest.slice(0, 1)}`;
};
