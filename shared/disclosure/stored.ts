import * as z from 'zod';
import { type CalendarDate, type Instant, parseCalendarDate, parseInstant } from '../kernel/beijing-time.ts';

/** A date as we stored it. */
export const StoredDate = z.custom<CalendarDate>((value) => parseCalendarDate(value) !== undefined, 'not a date');

/** An instant as we stored it. */
export const StoredInstant = z.custom<Instant>((value) => parseInstant(value) !== undefined, 'not an instant');

/** SHA-256, lower-case hex. */
export const StoredSha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A count of things: 0 or more. */
export const StoredCount = z.int().min(0);
