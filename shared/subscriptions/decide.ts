import * as z from 'zod';
import { departmentOn } from '../departments/departments.ts';
import { addDays, beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, labelText, shortText, slug } from '../kernel/schema.ts';
import { isStatement, KINDS } from '../records/kinds/kinds.ts';
import { GRADES } from '../records/submission.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { latestEnd } from './rules.ts';
import type { DepartmentSubscription, SubscriptionAction, SubscriptionState } from './subscription.ts';

/** What authorities decided: what somebody merely states is an input to no statutory task (I9). */
const DECIDED_KINDS = KINDS.filter((kind) => !isStatement(kind));

/** What a department asks to be told of. Records of persons, and statements, are told to nobody: there is no way to ask for them. */
export const SubscriptionSubmission = z.strictObject({
  kinds: z.array(z.enum(DECIDED_KINDS)).min(1).max(DECIDED_KINDS.length).describe('信息种类 kinds of records'),
  departments: z
    .array(slug)
    .min(1)
    .max(100)
    .exactOptional()
    .describe('只限这些部门报送的；省略即全部 only of these departments; of all, if left out'),
  grades: z
    .array(z.enum(GRADES))
    .min(1)
    .max(GRADES.length)
    .exactOptional()
    .describe('只限这些严重程度 only of these grades'),
  task: labelText(200).describe('所履行的法定职责 the statutory task for which it is needed'),
  basis: shortText(200).describe('法律依据，到条 the law, with its article'),
  validFrom: dateText.exactOptional().describe('省略即批准次日 the day after it is approved, if left out'),
  validTo: dateText.describe('自该日零时起终止 the first day on which it runs no more'),
});
export type SubscriptionSubmission = z.output<typeof SubscriptionSubmission>;

/** The word of another officer, of the credit office. */
export const SubscriptionDecision = z.strictObject({ approved: z.boolean(), reason: shortText(500).exactOptional() });
export type SubscriptionDecision = z.output<typeof SubscriptionDecision>;

/** Why it is ended before its last day. */
export const SubscriptionEnd = z.strictObject({ reason: shortText(500) });
export type SubscriptionEnd = z.output<typeof SubscriptionEnd>;

export const SUBSCRIPTION_TRANSITIONS = {
  approve: { action: 'approve', from: ['proposed'] },
  refuse: { action: 'refuse', from: ['proposed'] },
  decide: { action: 'approve', from: ['proposed'] },
  end: { action: 'end', from: ['approved'] },
} as const satisfies Record<string, Transition<SubscriptionState, SubscriptionAction>>;

type Step = Result<DepartmentSubscription, Failures>;

/**
 * What is decided holds from the next day on: who took records in on a day told all of them by one and the same rule, whatever was known to
 * which machine at which minute.
 */
const nextDay = (by: Actor): CalendarDate => addDays(beijingDate(by.at), 1);

const unfitTerm = (from: CalendarDate, to: CalendarDate): readonly Failure[] => {
  const latest = latestEnd(from);
  return to <= from || to > latest
    ? [{ kind: 'subscription-term', pointer: '/validTo', parameters: { expected: `> ${from}, ≤ ${latest}` } }]
    : [];
};

const unknownDepartments = (codes: readonly string[], today: CalendarDate): readonly Failure[] =>
  codes.flatMap((department, at) =>
    departmentOn(department, today)
      ? []
      : [{ kind: 'unknown-department', pointer: `/departments/${at}`, parameters: { department } } as const],
  );

/** Proposes a subscription. A reader that is no department has no statutory task: it reads what a subject authorised. */
export const proposeSubscription = (
  submission: SubscriptionSubmission,
  place: Pick<DepartmentSubscription, 'id' | 'digest'>,
  by: Actor,
): Step => {
  const today = beijingDate(by.at);
  const from = submission.validFrom ?? nextDay(by);
  const { department } = by;
  const failures: readonly Failure[] = [
    ...(departmentOn(department, today) ? [] : [{ kind: 'unknown-department', parameters: { department } } as const]),
    ...unknownDepartments(submission.departments ?? [], today),
    ...(from <= today
      ? [{ kind: 'invalid-value', pointer: '/validFrom', parameters: { expected: `> ${today}` } } as const]
      : []),
    ...unfitTerm(from, submission.validTo),
    ...identityNumbersIn([
      { pointer: '/task/zh', text: submission.task.zh },
      { pointer: '/task/en', text: submission.task.en },
      { pointer: '/basis', text: submission.basis },
    ]),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok({
    ...submission,
    ...place,
    version: 1,
    state: 'proposed',
    recipient: department,
    validFrom: from,
    proposer: by.officer,
    change: { action: 'propose', ...by },
  });
};

const next = (
  subscription: DepartmentSubscription,
  transition: Transition<SubscriptionState, SubscriptionAction>,
  by: Actor,
  { reason, ...changed }: Partial<DepartmentSubscription> & { readonly reason?: string | undefined },
): DepartmentSubscription => ({
  ...subscription,
  ...changed,
  version: subscription.version + 1,
  change: changeBy(transition, by, reason),
});

/** Approves it from the next day on at the earliest, or refuses it: another officer than the one who proposed it (I7). */
export const decideSubscription = (
  subscription: DepartmentSubscription,
  { approved, reason }: SubscriptionDecision,
  by: Actor,
): Step => {
  const tomorrow = nextDay(by);
  const from = subscription.validFrom > tomorrow ? subscription.validFrom : tomorrow;
  const failures: readonly Failure[] = [
    ...allowedFrom(subscription, SUBSCRIPTION_TRANSITIONS.decide),
    ...(subscription.proposer === by.officer ? [{ kind: 'same-officer' } as const] : []),
    ...(!approved && reason === undefined ? [{ kind: 'missing-field', pointer: '/reason' } as const] : []),
    ...(approved && subscription.validTo <= from
      ? [{ kind: 'subscription-term', parameters: { expected: `> ${from}` } } as const]
      : []),
    ...identityNumbersIn([{ pointer: '/reason', text: reason ?? '' }]),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(
    approved
      ? next(subscription, SUBSCRIPTION_TRANSITIONS.approve, by, { state: 'approved', validFrom: from, reason })
      : next(subscription, SUBSCRIPTION_TRANSITIONS.refuse, by, { state: 'refused', reason }),
  );
};

/** Ends it before its last day, from the next day on; one that has not begun never does. */
export const endSubscription = (subscription: DepartmentSubscription, { reason }: SubscriptionEnd, by: Actor): Step => {
  const tomorrow = nextDay(by);
  const failures: readonly Failure[] = [
    ...allowedFrom(subscription, SUBSCRIPTION_TRANSITIONS.end),
    ...(subscription.validTo <= tomorrow ? [{ kind: 'state-forbids', parameters: { state: 'expired' } } as const] : []),
    ...identityNumbersIn([{ pointer: '/reason', text: reason }]),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(next(subscription, SUBSCRIPTION_TRANSITIONS.end, by, { state: 'ended', validTo: tomorrow, reason }));
};
