import * as z from 'zod';
import { addDays, addMonths, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Brand } from '../kernel/brand.ts';
import { failureIssue } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';

/** A quarter of a calendar year, `2026-Q4`. Text order is time order. */
export type Quarter = Brand<string, 'Quarter'>;

/** The system begins no earlier than the policy (2017), and no report is written for the next century. */
const QUARTER = /^20\d\d-Q[1-4]$/;
const MONTHS_IN_QUARTER = 3;

/** The quarter that a text names, or undefined. */
export const parseQuarter = (text: string): Quarter | undefined => (QUARTER.test(text) ? (text as Quarter) : undefined);

/** The schema of a quarter in a request, or in a stored item. */
export const quarterText = z
  .string()
  .meta({ examples: ['2026-Q4'] })
  .transform((text, context): Quarter => {
    const quarter = parseQuarter(text.trim());
    if (quarter !== undefined) return quarter;
    context.addIssue(failureIssue({ kind: 'impossible-date' }));
    return z.NEVER;
  });

const numberOf = (quarter: Quarter): number => Number(quarter.slice(6));

const firstMonth = (quarter: Quarter): number => (numberOf(quarter) - 1) * MONTHS_IN_QUARTER + 1;

/** Its first day. */
export const firstDayOf = (quarter: Quarter): CalendarDate =>
  calendarDate(`${quarter.slice(0, 4)}-${String(firstMonth(quarter)).padStart(2, '0')}-01`);

/** The first day after it. */
export const dayAfter = (quarter: Quarter): CalendarDate => addMonths(firstDayOf(quarter), MONTHS_IN_QUARTER);

/** Its last day. */
export const lastDayOf = (quarter: Quarter): CalendarDate => addDays(dayAfter(quarter), -1);

/** Its months, `YYYY-MM`. */
export const monthsOf = (quarter: Quarter): readonly string[] =>
  Array.from({ length: MONTHS_IN_QUARTER }, (_, at) => addMonths(firstDayOf(quarter), at).slice(0, 7));

/** The quarter in which a day lies. */
export const quarterOf = (date: CalendarDate): Quarter =>
  `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / MONTHS_IN_QUARTER)}` as Quarter;

const NUMERALS = ['一', '二', '三', '四'] as const;

/** How it is written: 2026年第四季度. */
export const quarterLabel = (quarter: Quarter): Label => ({
  zh: `${quarter.slice(0, 4)}年第${NUMERALS[numberOf(quarter) - 1]}季度`,
  en: `Q${numberOf(quarter)} ${quarter.slice(0, 4)}`,
});
