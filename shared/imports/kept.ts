import { addDays, beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Import } from './import.ts';

/**
 * Days for which refused rows are kept for the department to mend: the longest public holiday and a working week after it. They hold
 * identity numbers of rows that became no record, so no longer (个人信息保护法 19: the shortest time that the purpose needs).
 */
export const ERRORS_KEPT_DAYS = 14;

/**
 * Days for which what was sent is kept at most, and how it was divided: it is deleted when its import is over, within minutes; this is for
 * what was never begun, or stands among the dead letters, which can be redriven for fourteen days.
 */
export const INCOMING_KEPT_DAYS = 15;

/** Until when the refused rows of an import are kept; undefined if there are none. */
export const errorsKeptUntil = ({ state, counts, change }: Import): CalendarDate | undefined =>
  state === 'finished' && counts !== undefined && counts.refused > 0
    ? addDays(beijingDate(change.at), ERRORS_KEPT_DAYS)
    : undefined;
