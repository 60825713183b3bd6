import * as z from 'zod';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { type CaseContext, initiates, initiatorOrReviewer } from './case-context.ts';
import { CASE_TRANSITIONS, nextCase } from './case-transitions.ts';
import type { JointCase } from './joint-case.ts';

/** Why a case is suspended or resumed: the court's or review body's document. */
export const SuspensionSubmission = z.strictObject({
  document: shortText(200).describe('据以暂停或者恢复的文书 the document on which it rests'),
  reason: shortText(500),
});
export type SuspensionSubmission = z.output<typeof SuspensionSubmission>;

const textsOf = ({ document, reason }: SuspensionSubmission) => [
  { pointer: '/document', text: document },
  { pointer: '/reason', text: reason },
];

const suspended = (
  jointCase: JointCase,
  { document, reason }: SuspensionSubmission,
  by: Actor,
  withOrganisation: boolean,
): JointCase =>
  nextCase(jointCase, CASE_TRANSITIONS.suspend, by, {
    state: 'suspended',
    suspension: {
      document,
      reason,
      department: by.department,
      since: by.at,
      from: jointCase.suspension?.from ?? jointCase.state,
      withOrganisation,
    },
    reason,
  });

const resumed = ({ suspension, ...rest }: JointCase, by: Actor, reason: string): JointCase => {
  if (suspension === undefined) throw new Error(`case ${rest.id} is suspended without a suspension`);
  return nextCase(rest, CASE_TRANSITIONS.resume, by, { state: suspension.from, reason });
};

/** Suspends a case at once, on a court's or review body's document or by the initiating department. */
export const suspend = (
  jointCase: JointCase,
  submission: SuspensionSubmission,
  context: CaseContext,
): Result<JointCase, Failures> => {
  const { state, suspension } = jointCase;
  // What follows another one's suspension, or stands still because an objection is overdue, can still be suspended for itself.
  const isSuspendedForItself =
    suspension !== undefined && !suspension.withOrganisation && suspension.objection === undefined;
  const forbidden = [
    ...initiatorOrReviewer(jointCase, context),
    ...(isSuspendedForItself
      ? [{ kind: 'state-forbids', parameters: { state } } as const]
      : allowedFrom(jointCase, CASE_TRANSITIONS.suspend)),
    ...identityNumbersIn(textsOf(submission)),
  ];
  return isRefused(forbidden) ? fail(forbidden) : ok(suspended(jointCase, submission, context.by, false));
};

/** Resumes a case where it was: whoever suspended it, or a court. What followed its organisation's suspension follows its resumption. */
export const resume = (
  jointCase: JointCase,
  submission: SuspensionSubmission,
  context: CaseContext,
): Result<JointCase, Failures> => {
  const { suspension, state } = jointCase;
  const { by, roles } = context;
  if (suspension === undefined || suspension.withOrganisation) {
    return fail([{ kind: 'state-forbids', parameters: { state } }]);
  }
  // What stands still because an objection is overdue goes on when that is decided.
  if (suspension.objection !== undefined) return fail([{ kind: 'objection-open' }]);
  const { department } = suspension;
  const isOwn = by.department === department && (roles.includes('review-authority') || initiates(jointCase, context));
  const failures = [
    ...(roles.includes('court') || isOwn ? [] : [{ kind: 'not-your-suspension', parameters: { department } } as const]),
    ...identityNumbersIn(textsOf(submission)),
  ];
  return isRefused(failures) ? fail(failures) : ok(resumed(jointCase, by, submission.reason));
};

/** Suspends a responsible person's case with the organisation's; one that is suspended already stays as it is. */
export const suspendWithOrganisation = (
  jointCase: JointCase,
  submission: SuspensionSubmission,
  by: Actor,
): Result<JointCase, Failures> => {
  const forbidden = allowedFrom(jointCase, CASE_TRANSITIONS.suspendWithOrganisation);
  return isRefused(forbidden) ? fail(forbidden) : ok(suspended(jointCase, submission, by, true));
};

/** Resumes a responsible person's case with the organisation's; one that was suspended for itself stays so. */
export const resumeWithOrganisation = (
  jointCase: JointCase,
  { reason }: SuspensionSubmission,
  by: Actor,
): Result<JointCase, Failures> => {
  const { suspension, state } = jointCase;
  return suspension?.withOrganisation
    ? ok(resumed(jointCase, by, reason))
    : fail([{ kind: 'state-forbids', parameters: { state } }]);
};
