import { addDays, type CalendarDate, calendarDate, compareDates, dayOfWeek } from '../kernel/beijing-time.ts';
import type { Shelving } from './shelves.ts';

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
 * The shelf of bulk parts on which an entry lies: `<kind>/<ISO week of publicUntil>`, or `<kind>/open` for an entry without an end: of a
 * register of licences these are most. Those that leave together lie together.
 */
export const shelfOf = (entry: { readonly kind: string; readonly publicUntil: CalendarDate | undefined }): string =>
  `${entry.kind}/${entry.publicUntil === undefined ? 'open' : isoWeek(entry.publicUntil)}`;

const HEX = 16;

/**
 * Groups on a shelf are numbered: `<shelf>/<hex>`. A change rewrites the whole group, four files of it, so that a group of a large register
 * must not be larger than one of a small one; and each group costs some milliseconds, however small it is. Groups of before (one or two hex
 * digits that followed from the publicId) are filled up as any other.
 */
export const GROUPS: Shelving = {
  most: 256,
  nameAt: (shelf, number) => `${shelf}/${number.toString(HEX)}`,
  shelfOf: (group) => group.slice(0, group.lastIndexOf('/')),
};
