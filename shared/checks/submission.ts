import * as z from 'zod';
import { comparableText } from '../kernel/comparable-text.ts';
import { at, type Failure, type Failures, failureIssue, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText, slug } from '../kernel/schema.ts';
import { findIdentityNumbers } from '../subjects/personal-data-in-text.ts';
import { AskedSubject } from './asked-subject.ts';

/** Subjects of one check. */
export const MAX_SUBJECTS = 1_000;

const atMost = (subjects: readonly unknown[], context: z.RefinementCtx): void => {
  if (subjects.length <= MAX_SUBJECTS) return;
  const failure = { kind: 'too-many-items', parameters: { limit: MAX_SUBJECTS, count: subjects.length } } as const;
  context.addIssue(failureIssue(failure));
};

/** A text of a check: it is kept and shown to the subject, so no identity number stands in it. */
export const plainText = (max: number) =>
  shortText(max).superRefine((text, context) => {
    if (findIdentityNumbers(text).length > 0) context.addIssue(failureIssue({ kind: 'identity-number-in-text' }));
  });

/** A number that reads as nothing would stand for every decision. */
const reference = plainText(100).refine((text) => comparableText(text) !== '', failureIssue({ kind: 'missing-field' }));

/** A check before one decision: of which type, under which file number, and on whom. */
export const CheckSubmission = z
  .strictObject({
    decisionType: slug.describe('决定事项代码 code of the decision type'),
    reference: reference.describe('办件编号，一次决定一个编号 the file number: one for one decision'),
    purpose: plainText(200).exactOptional().describe('用途说明，相对人可见 what for; the subject can read it'),
    subjects: z.array(AskedSubject).min(1).superRefine(atMost),
  })
  .meta({ id: 'CheckSubmission' });
export type CheckSubmission = z.output<typeof CheckSubmission>;

/** Finds a decision type by its code: which departments decide. */
export type DecisionTypes = (code: string) => { readonly departments: readonly string[] } | undefined;

/** Refuses a decision type that there is not, or that another department decides. */
export const admit = (
  submission: CheckSubmission,
  department: string,
  types: DecisionTypes,
): Result<CheckSubmission, Failures> => {
  const type = types(submission.decisionType);
  const failures: Failure[] = [];
  if (type === undefined) failures.push({ kind: 'unknown-code', parameters: { code: submission.decisionType } });
  if (type !== undefined && !type.departments.includes(department))
    failures.push({ kind: 'foreign-department', parameters: { department: type.departments.join(', ') } });
  const placed = failures.map((failure) => at('/decisionType', failure));
  return isRefused(placed) ? fail(placed) : ok(submission);
};
