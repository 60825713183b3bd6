import * as z from 'zod';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { type CaseContext, dated, initiatorOnly } from './case-context.ts';
import { CASE_TRANSITIONS, nextCase } from './case-transitions.ts';
import type { JointCase } from './joint-case.ts';

/** What the subject said: 陈述申辩. */
export const StatementSubmission = z.strictObject({
  receivedOn: dateText.describe('收到日期 day on which it came'),
  summary: shortText(2000).describe('陈述申辩要点 what it says'),
});
export type StatementSubmission = z.output<typeof StatementSubmission>;

/** Records a statement; the subject may make several, late ones too, until the decision. */
export const recordStatement = (
  jointCase: JointCase,
  submission: StatementSubmission,
  context: CaseContext,
): Result<JointCase, Failures> => {
  const { notice, state, suspension, statements } = jointCase;
  const forbidden = [
    ...initiatorOnly(jointCase, context),
    ...allowedFrom(
      state === 'suspended' && suspension ? { state: suspension.from } : jointCase,
      CASE_TRANSITIONS.recordStatement,
    ),
  ];
  if (isRefused(forbidden)) return fail(forbidden);
  if (notice === undefined) throw new Error(`case ${jointCase.id} is noticed without a notice`);
  const { by, today } = context;
  const failures = [
    ...dated('/receivedOn', submission.receivedOn, { earliest: notice.servedOn, today }),
    ...identityNumbersIn([{ pointer: '/summary', text: submission.summary }]),
  ];
  if (isRefused(failures)) return fail(failures);
  const statement = { ...submission, at: by.at, officer: by.officer };
  return ok(nextCase(jointCase, CASE_TRANSITIONS.recordStatement, by, { statements: [...statements, statement] }));
};
