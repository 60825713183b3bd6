import * as z from 'zod';
import { beijingDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
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

type Said = JointCase['statements'][number];

/** What the subject says is heard until the decision, while a court has the case suspended too. */
const heardIn = (jointCase: JointCase): readonly Failure[] => {
  const { state, suspension } = jointCase;
  return allowedFrom(
    state === 'suspended' && suspension ? { state: suspension.from } : jointCase,
    CASE_TRANSITIONS.recordStatement,
  );
};

const noticeOf = ({ id, notice }: JointCase): NonNullable<JointCase['notice']> => {
  if (notice === undefined) throw new Error(`case ${id} is noticed without a notice`);
  return notice;
};

const withStatement = (jointCase: JointCase, statement: Said, by: Actor): JointCase =>
  nextCase(jointCase, CASE_TRANSITIONS.recordStatement, by, { statements: [...jointCase.statements, statement] });

/** Records a statement; the subject may make several, late ones too, until the decision. */
export const recordStatement = (
  jointCase: JointCase,
  submission: StatementSubmission,
  context: CaseContext,
): Result<JointCase, Failures> => {
  const forbidden = [...initiatorOnly(jointCase, context), ...heardIn(jointCase)];
  if (isRefused(forbidden)) return fail(forbidden);
  const { by, today } = context;
  const failures = [
    ...dated('/receivedOn', submission.receivedOn, { earliest: noticeOf(jointCase).servedOn, today }),
    ...identityNumbersIn([{ pointer: '/summary', text: submission.summary }]),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(withStatement(jointCase, { ...submission, at: by.at, officer: by.officer }, by));
};

/** What the subject's own side says, and under which mandate it does. */
export interface OwnStatement {
  readonly summary: string;
  readonly side: NonNullable<Said['side']>;
  /** Ids of files that may be attached. */
  readonly files: readonly string[];
}

/** The subject's own side states its case: received on the day on which it says so. The same said again under the mandate is the same. */
export const stateOwnCase = (
  jointCase: JointCase,
  { summary, side, files }: OwnStatement,
  by: Actor,
): Result<JointCase, Failures> => {
  const isSame = (said: Said): boolean =>
    said.side?.mandate === side.mandate && said.summary === summary && (said.files ?? []).join() === files.join();
  if (jointCase.statements.some(isSame)) return ok(jointCase);
  const failures = [...heardIn(jointCase), ...identityNumbersIn([{ pointer: '/summary', text: summary }])];
  if (isRefused(failures)) return fail(failures);
  const { at, officer } = by;
  const said = { receivedOn: beijingDate(at), summary, at, officer, side };
  return ok(withStatement(jointCase, files.length > 0 ? { ...said, files } : said, by));
};
