import * as z from 'zod';
import { currentSuccessor, findByCreditCode } from '../departments/departments.ts';
import { parseInput } from '../http/parse.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import { fromNationalRow, toNationalPointer } from '../records/national-row.ts';
import { unifiedSocialCreditCode } from '../subjects/code-schemas.ts';
import { SubjectSubmission } from '../subjects/subject.ts';
import type { RowOf } from './incoming.ts';

/** Which decision on whom a row speaks of: whatever else it says. */
const Identified = z.object({
  subject: SubjectSubmission,
  documentNumber: shortText(64),
  authority: z.object({ unifiedSocialCreditCode }).optional(),
});
export type Identified = z.output<typeof Identified>;

/** Reads of a national row what names the entry. */
export const identifiedIn = ({
  kind,
  national,
}: Pick<RowOf<'end'>, 'kind' | 'national'>): Result<Identified, Failures> => {
  const row = fromNationalRow(kind, national);
  if (!row.ok)
    return isRefused(row.failure) ? fail(row.failure) : fail([{ kind: 'invalid-value', pointer: '/national' }]);
  const parsed = parseInput(Identified, row.value);
  if (parsed.ok) return parsed;
  const [first, ...others] = parsed.failure;
  return fail([toNationalPointer(kind, first), ...others.map((one) => toNationalPointer(kind, one))]);
};

/** The department here under which the same decision would stand as our own: the court, or who entered the subject on its list. */
export const ownDepartment = (
  kind: RowOf<'end'>['kind'],
  authority: Identified['authority'],
  today: CalendarDate,
): string | undefined => {
  if (kind === 'court-defaulter') return 'court';
  const found = authority && findByCreditCode(authority.unifiedSocialCreditCode, today);
  return found && currentSuccessor(found.code, today)?.code;
};
