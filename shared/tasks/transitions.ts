import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { termsAfterPause } from './pause.ts';
import type { Task, TaskAction, TaskState } from './task.ts';

/**
 * States of a task whose measure may be in force or may still come into force: what ends its case or its basis ends it too. What the
 * system does to a task (reconcile, liftBySystem) is saved from these.
 */
export const LIVE_STATES = ['pushed', 'acknowledged', 'applied', 'declined', 'informed'] as const satisfies TaskState[];

/** States in which it is for the department to act. */
export const OPEN_STATES = ['pushed', 'acknowledged', 'lifting'] as const satisfies TaskState[];

const UNANSWERED = ['pushed', 'acknowledged'] as const satisfies TaskState[];

export const TRANSITIONS = {
  acknowledge: { action: 'acknowledge', from: ['pushed'] },
  apply: { action: 'apply', from: UNANSWERED },
  decline: { action: 'decline', from: UNANSWERED },
  suspend: { action: 'suspend', from: LIVE_STATES },
  resume: { action: 'resume', from: LIVE_STATES },
  lift: { action: 'lift', from: LIVE_STATES },
  confirmLift: { action: 'confirm-lift', from: ['lifting'] },
} as const satisfies Record<string, Transition<TaskState, TaskAction>>;

/** True while the task may be lifted or withdrawn. */
export const isLive = ({ state }: Pick<Task, 'state'>): boolean => TRANSITIONS.lift.from.some((live) => live === state);

/** True while it is for the department to act. */
export const isOpen = ({ state }: Pick<Task, 'state'>): boolean => OPEN_STATES.some((open) => open === state);

/** The next version: the number goes up, and it says who made it, when and why. */
export const nextTask = (
  task: Task,
  transition: Transition<TaskState, TaskAction>,
  by: Actor,
  change: Partial<Task> & { readonly reason?: string },
): Task => {
  const { reason, ...changed } = change;
  return { ...task, ...changed, version: task.version + 1, change: changeBy(transition, by, reason) };
};

/** The department has seen the task 签收. */
export const acknowledge = (task: Task, by: Actor): Result<Task, Failures> => {
  const forbidden = allowedFrom(task, TRANSITIONS.acknowledge);
  if (isRefused(forbidden)) return fail(forbidden);
  const acknowledged = { officer: by.officer, at: by.at };
  return ok(
    nextTask(task, TRANSITIONS.acknowledge, by, {
      ...termsAfterPause(task, by.at),
      state: 'acknowledged',
      acknowledged,
    }),
  );
};
