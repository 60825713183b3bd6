import { addDays, type CalendarDate, calendarDate } from '../../../kernel/beijing-time.ts';

/** Day 0 of workbooks that count from 1 January 1904, as those of old Macintoshes do. */
const EPOCH_1904 = calendarDate('1904-01-01');
/** The others count from 1 January 1900 as day 1, and think that 29 February 1900 was day 60: right from day 61 on. */
const EPOCH_1900 = calendarDate('1900-01-01');
const NO_DAY = 60;
/** 31 December 9999 in those from 1900. */
const LAST = 2_958_465;

/** The day that a workbook's number stands for; a time of day, its fraction, is left out. Undefined if it stands for none. */
export const serialDate = (serial: number, from1904: boolean): CalendarDate | undefined => {
  const days = Math.floor(serial);
  if (!(days >= 0 && days <= LAST)) return undefined;
  if (from1904) return addDays(EPOCH_1904, days);
  if (days === 0 || days === NO_DAY) return undefined;
  return addDays(EPOCH_1900, days < NO_DAY ? days - 1 : days - 2);
};
