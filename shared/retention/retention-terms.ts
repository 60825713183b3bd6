import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import lines from './retention-terms.json' with { type: 'json' };

const months = z.int().min(1);
const line = {
  /** The entity of the head; of records, only these kinds. */
  of: z.string(),
  kinds: z.array(z.string()).exactOptional(),
  from: dateText,
  basis: z.object({ zh: z.string(), en: z.string() }),
  /** No law states it: it is what this system does until the authority decides otherwise. */
  safeDefault: z.literal(true).exactOptional(),
};
const terms = {
  ...line,
  /** Until it goes into the archive, and from there until its content is erased. */
  archiveMonths: months,
  /** 0: there is no archive between. */
  eraseMonths: z.int().min(0),
  /** Of what ended before its time: into the archive no later than so long after. */
  afterEndMonths: months.exactOptional(),
};

/**
 * How long one sort of head is kept, as the data say it from a day on; the term runs from the end of the behaviour, from a last day that
 * its content names, from its end, or from the last change in a closed state. A new sort is one line more, and no code.
 */
const RetentionTerm = z.discriminatedUnion('starts', [
  z.strictObject({ ...terms, starts: z.literal('act') }),
  z.strictObject({
    ...terms,
    starts: z.literal('validity'),
    /** Of the content, each a last day: the earliest one counts. */
    fields: z.array(z.string()).min(1),
    closed: z.array(z.string()).min(1).exactOptional(),
  }),
  z.strictObject({ ...terms, starts: z.literal('end') }),
  z.strictObject({ ...terms, starts: z.literal('closed'), closed: z.array(z.string()).min(1) }),
  z.strictObject({ ...line, starts: z.literal('never') }),
]);
export type RetentionTerm = z.output<typeof RetentionTerm>;

const TERMS: readonly RetentionTerm[] = z
  .array(RetentionTerm)
  .parse(lines)
  .toSorted((a, b) => (a.from < b.from ? 1 : -1));

/** The term of a sort of head, or of a kind of record, that is in force on a day; undefined where the data have none. */
export const retentionTermOf = (
  { of, kind }: { readonly of: string; readonly kind?: string | undefined },
  today: CalendarDate,
): RetentionTerm | undefined =>
  TERMS.find(
    (term) => term.of === of && term.from <= today && (term.kinds === undefined || term.kinds.includes(kind ?? '')),
  );
