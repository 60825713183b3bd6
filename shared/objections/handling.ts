import * as z from 'zod';
import { BODY_SORTS } from '../bodies/bodies.ts';
import type { Role } from '../http/operation.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import { addWorkingDays, workingDaysBetween } from '../kernel/working-calendar.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { admitDecision, type DecisionContext, type DecisionSubmission } from './decision.ts';
import type { Objection, TargetType } from './objection.ts';
import { objectionTermsOn } from './objection-terms.ts';
import { nextObjection, OBJECTION_TRANSITIONS } from './transitions.ts';

/** Who answers for what in a department: for its records who posts them, for its cases who initiates them; a body for its own statements. */
const HANDLING_ROLES: Readonly<Record<TargetType, readonly Role[]>> = {
  record: ['reporter', ...BODY_SORTS],
  case: ['initiator'],
};

/** What was decided above is the word of nobody here: the office that forwarded the objection decides on it as an office, posting no records for it. */
const rolesFor = ({ target, forwardedTo }: Objection): readonly Role[] => [
  ...HANDLING_ROLES[target.type],
  ...(forwardedTo === undefined ? [] : (['credit-office'] as const)),
];

/** The one extension: to so many working days since the filing, and why. */
export const ExtensionSubmission = z
  .strictObject({
    workingDays: z
      .int()
      .min(1)
      .max(100)
      .describe('自提出之日起的总工作日数 working days in total, counted from the filing'),
    reason: shortText(500),
  })
  .meta({ id: 'ObjectionExtension' });
export type ExtensionSubmission = z.output<typeof ExtensionSubmission>;

const outOfTerm = ({ filedOn, decideBy }: Objection, workingDays: number): readonly Failure[] => {
  const min = workingDaysBetween(filedOn, decideBy.date) + 1;
  const max = objectionTermsOn(filedOn).total.workingDays;
  const expected = { zh: `${min} 至 ${max} 个工作日`, en: `${min} to ${max} working days` };
  return min <= workingDays && workingDays <= max
    ? []
    : [{ kind: 'invalid-value', pointer: '/workingDays', parameters: { expected } }];
};

/** Gives the department more time, once and before its time is over: on the word of the credit office. */
export const extendObjection = (
  objection: Objection,
  { workingDays, reason }: ExtensionSubmission,
  { by, today }: { readonly by: Actor; readonly today: CalendarDate },
): Result<Objection, Failures> => {
  const forbidden = allowedFrom(objection, OBJECTION_TRANSITIONS.extend);
  if (isRefused(forbidden)) return fail(forbidden);
  const { extension, decideBy, filedOn } = objection;
  if (extension !== undefined) return fail([{ kind: 'extended-already' }]);
  if (today > decideBy.date) return fail([{ kind: 'term-over', parameters: { until: decideBy.date } }]);
  const failures = [...outOfTerm(objection, workingDays), ...identityNumbersIn([{ pointer: '/reason', text: reason }])];
  if (isRefused(failures)) return fail(failures);
  const { officer, at } = by;
  return ok(
    nextObjection(objection, OBJECTION_TRANSITIONS.extend, by, {
      decideBy: addWorkingDays(filedOn, workingDays),
      extension: { reason, officer, at },
      reason,
    }),
  );
};

/** Only who handles it decides first, in the role in which a department answers for such an entry (I7). */
const inRole = (objection: Objection, { by, roles }: DecisionContext): readonly Failure[] => {
  const { department } = objection;
  if (by.department !== department) return [{ kind: 'foreign-department', parameters: { department } }];
  const needed = rolesFor(objection);
  return needed.some((role) => roles.includes(role))
    ? []
    : [{ kind: 'role-required', parameters: { roles: needed.join(', ') } }];
};

/** The first decision: by an officer of the department whose entry it is, who did not write it, saying what was examined. */
export const decideObjection = (
  objection: Objection,
  submission: DecisionSubmission,
  context: DecisionContext,
): Result<Objection, Failures> => {
  const forbidden = [...inRole(objection, context), ...allowedFrom(objection, OBJECTION_TRANSITIONS.decide)];
  if (isRefused(forbidden)) return fail(forbidden);
  const decision = admitDecision(objection, submission, context);
  if (!decision.ok) return decision;
  const { askReview } = objectionTermsOn(objection.filedOn);
  return ok(
    nextObjection(objection, OBJECTION_TRANSITIONS.decide, context.by, {
      state: 'decided',
      decision: decision.value,
      reviewUntil: addWorkingDays(context.today, askReview.workingDays),
      reason: submission.reason,
    }),
  );
};
