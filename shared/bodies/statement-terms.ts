import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import data from './statement-terms.json' with { type: 'json' };

/** How long statements may run at most, as the data say it from a day on. */
const StatementTerms = z.strictObject({
  from: dateText,
  /** Months from the first day of validity, by kind of record. */
  longestMonths: z.record(z.string(), z.int().min(1)),
  basis: z.strictObject({ zh: z.string(), en: z.string() }),
  safeDefault: z.literal(true).exactOptional(),
});

const TERMS = z
  .array(StatementTerms)
  .parse(data)
  .toSorted((a, b) => (a.from < b.from ? 1 : -1));

/** How many months a statement of a kind that was made on a day may run; undefined where the data set no limit. */
export const longestMonths = (kind: string, day: CalendarDate): number | undefined =>
  TERMS.find(({ from }) => from <= day)?.longestMonths[kind];
