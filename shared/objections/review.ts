import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { addWorkingDays } from '../kernel/working-calendar.ts';
import { isRecordKind, isStatement } from '../records/kinds/kinds.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { admitDecision, type DecisionContext, type DecisionSubmission } from './decision.ts';
import { grounded } from './filing.ts';
import type { Objection } from './objection.ts';
import { objectionTermsOn } from './objection-terms.ts';
import { hasEnded, headOf, type Objected } from './target.ts';
import { isUndecided, nextObjection, OBJECTION_TRANSITIONS } from './transitions.ts';

/** 复核申请: why the decision is wrong. */
export const ReviewSubmission = z.strictObject(grounded).meta({ id: 'ObjectionReview' });
export type ReviewSubmission = z.output<typeof ReviewSubmission>;

/** Who asks for review, on which day, and what the decision left of the entry. */
export interface ReviewContext {
  readonly by: Actor;
  readonly filing: Objection['by'];
  readonly today: CalendarDate;
  readonly objected: Objected;
  /** Objections to the same record or case, this one among them. */
  readonly others: readonly Objection[];
}

const over = ({ reviewUntil }: Objection, today: CalendarDate): readonly Failure[] =>
  reviewUntil !== undefined && today > reviewUntil.date
    ? [{ kind: 'term-over', parameters: { until: reviewUntil.date } }]
    : [];

/** The subject asks for second-level review 复核, within its days; the entry is marked again until that is decided. */
export const askReview = (
  objection: Objection,
  { grounds, files }: ReviewSubmission,
  { by, filing, today, objected, others }: ReviewContext,
): Result<Objection, Failures> => {
  const { state } = headOf(objected);
  const forbidden = [
    ...allowedFrom(objection, OBJECTION_TRANSITIONS.askReview),
    ...(hasEnded(objected) ? [{ kind: 'state-forbids', parameters: { state } } as const] : []),
    ...over(objection, today),
    ...(others.some((other) => other.id !== objection.id && isUndecided(other))
      ? [{ kind: 'objection-open' } as const]
      : []),
  ];
  if (isRefused(forbidden)) return fail(forbidden);
  const failures = identityNumbersIn([{ pointer: '/grounds', text: grounds }]);
  if (isRefused(failures)) return fail(failures);
  const { review } = objectionTermsOn(objection.filedOn);
  const decideBy = addWorkingDays(today, review.workingDays);
  return ok(
    nextObjection(objection, OBJECTION_TRANSITIONS.askReview, by, {
      state: 'in-review',
      review: { askedOn: today, grounds, files, by: filing, decideBy },
    }),
  );
};

/** Neither the officer nor the department that decided first reviews it: what the credit office decided itself goes to a review body. */
const byAnother = ({ decision }: Objection, { by }: DecisionContext): readonly Failure[] => {
  if (decision?.officer === by.officer) return [{ kind: 'same-officer' }];
  return decision?.department === by.department ? [{ kind: 'own-decision' }] : [];
};

/** A body's statement is its own: a review may take it from here or put something beside it, but it puts no words into its author's mouth. */
const notItsWords = ({ target }: Objection, { outcome }: DecisionSubmission): readonly Failure[] =>
  outcome === 'correct' && isRecordKind(target.kind) && isStatement(target.kind)
    ? [{ kind: 'outcome-not-fitting', pointer: '/outcome' }]
    : [];

/** The review's decision: it maintains what was decided, or directs another outcome. It is the last word here. */
export const decideReview = (
  objection: Objection,
  submission: DecisionSubmission,
  context: DecisionContext,
): Result<Objection, Failures> => {
  const forbidden = [
    ...allowedFrom(objection, OBJECTION_TRANSITIONS.decideReview),
    ...byAnother(objection, context),
    ...notItsWords(objection, submission),
  ];
  if (isRefused(forbidden)) return fail(forbidden);
  const decision = admitDecision(objection, submission, context);
  if (!decision.ok) return decision;
  const { review } = objection;
  if (review === undefined) throw new Error(`objection ${objection.id} is in a review that it does not hold`);
  return ok(
    nextObjection(objection, OBJECTION_TRANSITIONS.decideReview, context.by, {
      state: 'reviewed',
      review: { ...review, decision: decision.value },
      reason: submission.reason,
    }),
  );
};
