import type { SuspensionSubmission } from '../cases/suspension.ts';
import type { Role } from '../http/operation.ts';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { resumeRecord, suspendRecord } from '../records/marks.ts';
import type { CreditRecord } from '../records/record.ts';
import type { Actor } from '../register/head.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';

/** Who suspends or resumes, and as what. */
export interface OrderContext {
  readonly by: Actor;
  readonly roles: readonly Role[];
}

const unreadable = ({ document, reason }: SuspensionSubmission) =>
  identityNumbersIn([
    { pointer: '/document', text: document },
    { pointer: '/reason', text: reason },
  ]);

/** Whether a record stands still already on the same document of the same body: the same order again changes nothing. */
const isDone = ({ suspension }: CreditRecord, { document }: SuspensionSubmission, { department }: Actor): boolean =>
  suspension !== undefined && suspension.department === department && suspension.document === document;

/** A record stands still at once on a court's or review body's document: neither public nor used until it is resumed. */
export const suspendOnOrder = (
  record: CreditRecord,
  submission: SuspensionSubmission,
  { by, roles }: OrderContext,
): Result<CreditRecord, Failures> => {
  const failures = unreadable(submission);
  if (isRefused(failures)) return fail(failures);
  if (isDone(record, submission, by)) return ok(record);
  const ground = roles.includes('court') ? 'court' : 'review';
  return suspendRecord(record, { ...submission, ground }, by);
};

/** A record goes on: on the word of the body that suspended it, or of a court. */
export const resumeOnOrder = (
  record: CreditRecord,
  submission: SuspensionSubmission,
  { by, roles }: OrderContext,
): Result<CreditRecord, Failures> => {
  const department = record.suspension?.department;
  const isForeign = department !== undefined && department !== by.department && !roles.includes('court');
  if (isForeign) return fail([{ kind: 'not-your-suspension', parameters: { department } }]);
  const failures = unreadable(submission);
  if (isRefused(failures)) return fail(failures);
  return resumeRecord(record, `${submission.reason}（${submission.document}）`, by);
};
