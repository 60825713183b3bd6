import * as z from 'zod';
import type { JointCase } from '../cases/joint-case.ts';
import { suspendUndecided } from '../cases/objection-mark.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { termsAfterPause } from './pause.ts';
import { reconcile } from './reconcile.ts';
import type { Task } from './task.ts';
import { nextTask, TRANSITIONS } from './transitions.ts';

/** Who answers, and on which Beijing day. */
export interface AnswerContext {
  readonly by: Actor;
  readonly today: CalendarDate;
}

/** 执行反馈: the measure was applied, or the department declines, with what it did or why not. */
export const FeedbackSubmission = z
  .strictObject({
    outcome: z.enum(['applied', 'declined']).describe('已落实 applied · 不予实施 declined'),
    on: dateText.describe('落实或决定不予实施之日 the day on which it was applied or declined'),
    what: shortText(1000).describe(
      '落实情况；不予实施的，写明理由 what was done; if declined, the reason (comply or explain)',
    ),
    document: shortText(200).exactOptional().describe('据以实施的文书 the document under which it was done'),
  })
  .meta({ id: 'TaskFeedback' });
export type FeedbackSubmission = z.output<typeof FeedbackSubmission>;

/** A lift as its department confirms it. */
export const LiftConfirmation = z
  .strictObject({
    on: dateText.describe('解除之日 the day on which the measure was lifted'),
    what: shortText(1000).describe('解除情况 what was done'),
  })
  .meta({ id: 'LiftConfirmation' });
export type LiftConfirmation = z.output<typeof LiftConfirmation>;

const OUTCOMES = {
  applied: { zh: '已落实', en: 'applied' },
  declined: { zh: '不予实施', en: 'declined' },
} as const;

const dated = (on: CalendarDate, earliest: CalendarDate, latest: CalendarDate): readonly Failure[] =>
  earliest <= on && on <= latest
    ? []
    : [{ kind: 'date-out-of-bounds', pointer: '/on', parameters: { earliest, latest } }];

const written = (texts: Pick<FeedbackSubmission, 'what' | 'document'>): readonly Failure[] =>
  identityNumbersIn(Object.entries(texts).map(([name, text]) => ({ pointer: `/${name}`, text: String(text) })));

const answerable = (task: Task): readonly Failure[] => {
  const { feedback, state } = task;
  if (feedback === undefined || (state !== 'applied' && state !== 'declined')) {
    return allowedFrom(task, TRANSITIONS.apply);
  }
  return [{ kind: 'already-answered', parameters: { outcome: OUTCOMES[feedback.outcome], on: feedback.on } }];
};

/** What stands against applying a measure today: a court's or review body's suspension, or the end of its term. */
const applicable = ({ suspension, until }: Task, today: CalendarDate): readonly Failure[] => [
  ...(suspension ? [{ kind: 'task-suspended', parameters: { document: suspension.document } } as const] : []),
  ...(until <= today ? [{ kind: 'task-past-term', parameters: { until } } as const] : []),
];

const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a < b ? b : a);

/**
 * Records what a department did about a measure. The first answer stays; it acknowledges the task too. Nothing is applied before it was
 * pushed and in force, in the future, while suspended, or after its term.
 */
export const giveFeedback = (
  task: Task,
  submission: FeedbackSubmission,
  { by, today }: AnswerContext,
): Result<Task, Failures> => {
  const forbidden = answerable(task);
  if (isRefused(forbidden)) return fail(forbidden);
  const { outcome, on, what, document } = submission;
  const applies = outcome === 'applied';
  const failures = [
    ...(applies ? applicable(task, today) : []),
    ...dated(on, applies ? later(task.pushedOn, task.from) : task.pushedOn, today),
    ...written({ what, ...(document !== undefined && { document }) }),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(
    nextTask(task, applies ? TRANSITIONS.apply : TRANSITIONS.decline, by, {
      ...termsAfterPause(task, by.at),
      state: outcome,
      acknowledged: task.acknowledged ?? { officer: by.officer, at: by.at },
      feedback: { ...submission, officer: by.officer, at: by.at },
    }),
  );
};

/** A task, its case, and the organisation's case where it is on a responsible person, as they stand at one moment. */
export interface TaskInCase {
  readonly task: Task;
  readonly joint: JointCase | undefined;
  readonly organisation: JointCase | undefined;
}

/**
 * The same, held against the case too: what the case ended or suspended is not applied, even before the task has followed it; nor what stands
 * still since an objection to the case is overdue.
 */
export const giveFeedbackOn = (
  { task, joint, organisation }: TaskInCase,
  submission: FeedbackSubmission,
  context: AnswerContext,
): Result<Task, Failures> => {
  const now = (one: JointCase | undefined) => one && (suspendUndecided(one, context.by) ?? one);
  const held = now(joint);
  const awaited = held && reconcile(task, held, now(organisation), context.by);
  const judged = giveFeedback(awaited ?? task, submission, context);
  return judged.ok ? giveFeedback(task, submission, context) : judged;
};

const liftable = (task: Task): readonly Failure[] => {
  const { state } = task;
  const neverApplied = state !== 'withdrawn' && task.feedback?.outcome !== 'applied';
  return neverApplied ? [{ kind: 'lift-before-apply' }] : allowedFrom(task, TRANSITIONS.confirmLift);
};

/** The department confirms that a measure that ended is lifted 解除: not before it was applied, and not in the future. */
export const confirmLift = (
  task: Task,
  confirmation: LiftConfirmation,
  { by, today }: AnswerContext,
): Result<Task, Failures> => {
  const forbidden = liftable(task);
  if (isRefused(forbidden)) return fail(forbidden);
  const { lift, feedback } = task;
  if (lift === undefined || feedback === undefined)
    throw new Error(`task ${task.id} is lifting without lift or feedback`);
  const failures = [...dated(confirmation.on, feedback.on, today), ...written({ what: confirmation.what })];
  if (isRefused(failures)) return fail(failures);
  const confirmed = { ...confirmation, officer: by.officer, at: by.at };
  return ok(nextTask(task, TRANSITIONS.confirmLift, by, { state: 'lifted', lift: { ...lift, confirmed } }));
};
