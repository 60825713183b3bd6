import * as z from 'zod';
import { type CalendarDate, parseCalendarDate } from './beijing-time.ts';
import { type Failure, failureIssue } from './failure.ts';
import type { Result } from './result.ts';

/** A text that a parser turns into a branded value; its refusal becomes an issue at the same place. */
export const parsedText = <Value>(base: z.ZodString, parse: (text: string) => Result<Value, Failure>) =>
  base.transform((text, context): Value => {
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    context.addIssue(failureIssue(parsed.failure));
    return z.NEVER;
  });

/** Halves of surrogate pairs, U+FFFD (what a wrong decoding leaves behind), and control characters but tabs and line breaks. */
const NO_TEXT = /[\p{Cs}\ufffd]|(?![\t\n\r])\p{Cc}/u;
/** Anything that could be one of them, or half of a pair: most texts hold none, which is found in a tenth of the time. */
const PERHAPS_NO_TEXT = /[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\ufffe\uffff]/;

const isReadable = (text: string): boolean => !PERHAPS_NO_TEXT.test(text) || !NO_TEXT.test(text);

/** What trimming, two lengths and a refinement would say one after another, said at once: a file has some thirty texts in each of a million rows. */
const readableWithin =
  (max: number) =>
  (payload: z.core.ParsePayload<string>): void => {
    const input = payload.value.trim();
    payload.value = input;
    const said = { input, continue: true } as const;
    if (input.length === 0)
      payload.issues.push({ ...said, code: 'too_small', origin: 'string', minimum: 1, inclusive: true });
    if (input.length > max)
      payload.issues.push({ ...said, code: 'too_big', origin: 'string', maximum: max, inclusive: true });
    if (!isReadable(input)) payload.issues.push({ ...said, ...failureIssue({ kind: 'unreadable-text' }) });
  };

/** A text of 1 to `max` characters after trimming, that can be read and stored anywhere. */
export const shortText = (max: number) => z.string().check(readableWithin(max)).meta({ minLength: 1, maxLength: max });

/** A text shown to people in both languages, each of 1 to `max` characters. */
export const labelText = (max: number) => z.strictObject({ zh: shortText(max), en: shortText(max) });

/** A short name in keys and addresses: lower-case words and numbers joined by hyphens. */
export const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a-z 0-9 -' })
  .meta({ examples: ['government-procurement-law-22'] });

/** A Beijing calendar date, `YYYY-MM-DD`. */
export const dateText = z
  .string()
  .meta({ format: 'date', examples: ['2026-11-02'] })
  .transform((text, context): CalendarDate => {
    const date = parseCalendarDate(text.trim());
    if (date !== undefined) return date;
    context.addIssue(failureIssue({ kind: 'impossible-date' }));
    return z.NEVER;
  });
