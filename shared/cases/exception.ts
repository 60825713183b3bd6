import * as z from 'zod';
import { decisionType } from '../checks/decision-types.ts';
import { addDays } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { type CaseContext, initiatorOnly } from './case-context.ts';
import { CASE_TRANSITIONS, nextCase } from './case-transitions.ts';
import type { JointCase } from './joint-case.ts';
import { openMeasures } from './live-measures.ts';
import { MAX_MEASURES } from './proposal.ts';

/** A dated exception: from when until when which measures do not bind which decisions. */
export const ExceptionSubmission = z
  .strictObject({
    measures: z
      .array(slug)
      .max(MAX_MEASURES)
      .describe('不适用的措施；空为全部 measures; all of them, if none is named'),
    decisionTypes: z.array(slug).max(40).describe('不适用的决定事项；空为全部 decision types; all, if none is named'),
    from: dateText,
    until: dateText.describe('自该日零时起恢复适用 the first day on which it no longer holds'),
    document: shortText(200),
    reason: shortText(500),
  })
  .meta({ id: 'CaseException' });
export type ExceptionSubmission = z.output<typeof ExceptionSubmission>;

const grantedBy = (jointCase: JointCase, context: CaseContext): readonly Failure[] =>
  context.roles.includes('credit-office') || context.roles.includes('court') ? [] : initiatorOnly(jointCase, context);

/** It ends after it begins, and after today: an exception does not change what was. */
const datesOf = ({ from, until }: ExceptionSubmission, { today }: CaseContext): readonly Failure[] => {
  const earliest = addDays(from < today ? today : from, 1);
  return until < earliest ? [{ kind: 'date-too-early', pointer: '/until', parameters: { earliest } }] : [];
};

/** Adds an exception; it holds at once for every check. */
export const except = (
  jointCase: JointCase,
  submission: ExceptionSubmission,
  context: CaseContext,
): Result<JointCase, Failures> => {
  const forbidden = [...grantedBy(jointCase, context), ...allowedFrom(jointCase, CASE_TRANSITIONS.except)];
  if (isRefused(forbidden)) return fail(forbidden);
  const { by } = context;
  const { measures, decisionTypes, document, reason } = submission;
  const open = openMeasures(jointCase).map(({ measure }) => measure);
  const failures: readonly Failure[] = [
    ...datesOf(submission, context),
    ...measures.flatMap((code, index): readonly Failure[] =>
      open.includes(code)
        ? []
        : [{ kind: 'measure-not-decided', pointer: `/measures/${index}`, parameters: { name: code } }],
    ),
    ...decisionTypes.flatMap((code, index): readonly Failure[] =>
      decisionType(code) ? [] : [{ kind: 'unknown-code', pointer: `/decisionTypes/${index}`, parameters: { code } }],
    ),
    ...identityNumbersIn([
      { pointer: '/document', text: document },
      { pointer: '/reason', text: reason },
    ]),
  ];
  if (isRefused(failures)) return fail(failures);
  const { department, officer } = by;
  const exceptions = [...jointCase.exceptions, { ...submission, department, officer }];
  return ok(nextCase(jointCase, CASE_TRANSITIONS.except, by, { exceptions, reason }));
};
