import * as z from 'zod';
import { beijingDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { type CaseContext, dated, initiatorOnly } from './case-context.ts';
import { CASE_TRANSITIONS, nextCase } from './case-transitions.ts';
import { answerBy } from './due-process.ts';
import { type JointCase, SERVED_TOGETHER, SERVICE_METHODS } from './joint-case.ts';

/** A document as it was handed over to the subject. */
export const ServiceSubmission = z.strictObject({
  documentNumber: shortText(64).describe('文书号 number of the document'),
  method: z
    .enum(SERVICE_METHODS)
    .describe('送达方式：electronic 电子 · post 邮寄 · in-person 直接 · public-notice 公告'),
  servedOn: dateText.describe(
    '送达日期；公告送达的为公告之日 day of service; of a public notice, the day it was put up',
  ),
  evidence: shortText(300)
    .exactOptional()
    .describe(
      '送达凭证：送达回证或邮件编号、公告网址 what proves it: number of the receipt or waybill, address of the public notice',
    ),
});
export type ServiceSubmission = z.output<typeof ServiceSubmission>;

/** A decision as it was handed over, and what was handed over with it. */
export const DecisionServiceSubmission = ServiceSubmission.extend({
  together: z
    .array(z.enum(SERVED_TOGETHER))
    .max(SERVED_TOGETHER.length)
    .exactOptional()
    .describe('同时送达的文书：信用修复告知书 served together with it: the notice on how to repair credit'),
});
export type DecisionServiceSubmission = z.output<typeof DecisionServiceSubmission>;

const documentTexts = ({ documentNumber, evidence = '' }: ServiceSubmission) => [
  { pointer: '/documentNumber', text: documentNumber },
  { pointer: '/evidence', text: evidence },
];

/** Records that the prior notice 事先告知 was served: with every measure that was proposed, and until when the subject may answer. */
export const serveNotice = (
  jointCase: JointCase,
  submission: ServiceSubmission,
  context: CaseContext,
): Result<JointCase, Failures> => {
  const forbidden = [...initiatorOnly(jointCase, context), ...allowedFrom(jointCase, CASE_TRANSITIONS.serveNotice)];
  if (isRefused(forbidden)) return fail(forbidden);
  if (jointCase.effect === 'incentive') return fail([{ kind: 'no-notice-for-incentive' }]);
  const { by, today } = context;
  const failures = [
    ...dated('/servedOn', submission.servedOn, { earliest: beijingDate(jointCase.proposedAt), today }),
    ...identityNumbersIn(documentTexts(submission)),
  ];
  if (isRefused(failures)) return fail(failures);
  const { date, provisional } = answerBy(submission);
  const notice = { ...submission, measures: jointCase.proposed, answerBy: date, provisional };
  return ok(nextCase(jointCase, CASE_TRANSITIONS.serveNotice, by, { state: 'noticed', notice }));
};

/** There is nothing to repair where somebody was rewarded. */
const repairOfIncentive = ({ effect }: JointCase, { together = [] }: DecisionServiceSubmission): readonly Failure[] =>
  effect === 'incentive' && together.includes('repair-notice')
    ? [{ kind: 'no-repair-of-incentive', pointer: '/together' }]
    : [];

/** Records that the decision was served: nothing is dispatched before. */
export const serveDecision = (
  jointCase: JointCase,
  submission: DecisionServiceSubmission,
  context: CaseContext,
): Result<JointCase, Failures> => {
  const forbidden = [...initiatorOnly(jointCase, context), ...allowedFrom(jointCase, CASE_TRANSITIONS.serveDecision)];
  if (isRefused(forbidden)) return fail(forbidden);
  const { by, today } = context;
  const { decision } = jointCase;
  if (decision === undefined) throw new Error(`case ${jointCase.id} is decided without a decision`);
  const failures = [
    ...dated('/servedOn', submission.servedOn, { earliest: decision.decidedOn, today }),
    ...repairOfIncentive(jointCase, submission),
    ...identityNumbersIn(documentTexts(submission)),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(nextCase(jointCase, CASE_TRANSITIONS.serveDecision, by, { state: 'served', service: submission }));
};
