import type * as z from 'zod';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import {
  type AnswerContext,
  confirmLift,
  type FeedbackSubmission,
  giveFeedback,
  giveFeedbackOn,
} from '../../../shared/tasks/feedback.ts';
import { acknowledgeTask, confirmTaskLift, giveTaskFeedback } from '../../../shared/tasks/operations.ts';
import { ownTask } from '../../../shared/tasks/own-task.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import type { TaskStore } from '../../../shared/tasks/task-store.ts';
import { toTaskView } from '../../../shared/tasks/task-view.ts';
import { acknowledge, TRANSITIONS } from '../../../shared/tasks/transitions.ts';
import { type ChangeDependencies, type ChangeStep, changeHead } from './change-head.ts';

export interface ChangeTaskDependencies extends ChangeDependencies {
  readonly tasks: Pick<TaskStore, 'find' | 'change'>;
  readonly cases: Pick<HeadStore<JointCase>, 'get'>;
}

/** How a task of the caller's own department is changed. */
const ownTaskStep = <Body>(
  { tasks }: Pick<ChangeTaskDependencies, 'tasks'>,
  step: Pick<ChangeStep<Task, Body>, 'transition' | 'change'>,
): ChangeStep<Task, Body> => ({
  ...step,
  heads: tasks,
  find: (id, { department }) => ownTask(tasks, id, department),
  view: (task, { today }) => toTaskView(task, today),
});

const changeTask = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: ChangeTaskDependencies,
  step: Pick<ChangeStep<Task, z.output<Body>>, 'transition' | 'change'>,
) => changeHead(contract, deps, ownTaskStep(deps, step));

/** POST /tasks/{id}/acknowledgement. */
export const acknowledgeTasks = (deps: ChangeTaskDependencies) =>
  changeTask(acknowledgeTask, deps, {
    transition: TRANSITIONS.acknowledge,
    change: (task, _, { by }) => acknowledge(task, by),
  });

/** Nothing is applied on the word of a task that its case has overtaken: the case is read consistently, now. */
const answerOn =
  ({ cases }: Pick<ChangeTaskDependencies, 'cases'>) =>
  async (task: Task, submission: FeedbackSubmission, context: AnswerContext) => {
    if (submission.outcome === 'declined') return giveFeedback(task, submission, context);
    const [joint, organisation] = await Promise.all([
      cases.get(task.case.key),
      task.organisationCase && cases.get(task.organisationCase.key),
    ]);
    return giveFeedbackOn({ task, joint: joint?.image, organisation: organisation?.image }, submission, context);
  };

/** How an answer is recorded, be it sent alone or with others. */
export const feedbackStep = (
  deps: Pick<ChangeTaskDependencies, 'tasks' | 'cases'>,
): ChangeStep<Task, FeedbackSubmission> => ownTaskStep(deps, { transition: TRANSITIONS.apply, change: answerOn(deps) });

/** POST /tasks/{id}/feedback. */
export const giveFeedbacks = (deps: ChangeTaskDependencies) => changeHead(giveTaskFeedback, deps, feedbackStep(deps));

/** POST /tasks/{id}/lift-confirmation. */
export const confirmLifts = (deps: ChangeTaskDependencies) =>
  changeTask(confirmTaskLift, deps, { transition: TRANSITIONS.confirmLift, change: confirmLift });
