import { api, isId } from '../../../shared/http/api.ts';
import { isBusy } from '../../../shared/http/faults.ts';
import { parseInput } from '../../../shared/http/parse.ts';
import { toProblem } from '../../../shared/http/problem-response.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { at, type Failures } from '../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import {
  postTaskFeedback as contract,
  FeedbackItem,
  giveTaskFeedback,
  MAX_FEEDBACK,
} from '../../../shared/tasks/operations.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { toTaskView } from '../../../shared/tasks/task-view.ts';
import { type ChangeContext, changeContext, changeOne } from './change-head.ts';
import { type ChangeTaskDependencies, feedbackStep } from './task-changes.ts';

/** Tasks of one request changed at a time: a burst of a hundred must not fill the client's connections. */
const AT_ONCE = 8;

const read = (sent: unknown): Result<FeedbackItem, Failures> => {
  const item = parseInput(FeedbackItem, sent);
  return item.ok && !isId(item.value.task) ? fail([{ kind: 'not-found', pointer: '/task' }]) : item;
};

/** A failure within the answer is a failure within the item. */
const inItem = ([first, ...rest]: Failures): Failures => {
  const place = (failure: Failures[0]) => (failure.pointer === undefined ? failure : at('/feedback', failure));
  return [place(first), ...rest.map(place)];
};

/** One among others: a table that is busy refuses this one, not those that were recorded beside it. */
const record = async (
  deps: ChangeTaskDependencies,
  context: ChangeContext,
  { task: id, version: ifMatch, feedback: body }: FeedbackItem,
): Promise<Result<Task, Failures>> => {
  try {
    // Sent again alone, or alone before, it is the same request.
    const changed = await changeOne(deps, feedbackStep(deps), {
      operation: giveTaskFeedback.id,
      id,
      body,
      ifMatch,
      context,
    });
    return changed.ok ? ok(changed.value) : fail(inItem(changed.failure));
  } catch (error) {
    if (!isBusy(error)) throw error;
    return fail([{ kind: 'service-busy' }]);
  }
};

/** POST /task-feedback: what a department's own system answers, up to a hundred tasks with an outcome for each. */
export const postTaskFeedback = (deps: ChangeTaskDependencies) =>
  api(contract, deps, async ({ body, caller, language }) => {
    if (body.length > MAX_FEEDBACK) {
      return refuse({ kind: 'too-many-items', parameters: { limit: MAX_FEEDBACK, count: body.length } });
    }
    const context = changeContext(caller, deps.now());
    const items = body.map(read);
    const done: Result<Task, Failures>[] = [];
    // What is about one task is recorded in the order in which it was sent.
    const byTask = Map.groupBy(items.entries(), ([, item]) => (item.ok ? item.value.task : ''));
    await concurrently(AT_ONCE, byTask.values(), async (group) => {
      for (const [index, item] of group) done[index] = item.ok ? await record(deps, context, item.value) : item;
    });
    const outcomes = done.map((outcome, index) =>
      outcome.ok
        ? { index, outcome: 'recorded', task: toTaskView(outcome.value, context.today) }
        : { index, outcome: 'refused', problem: toProblem(outcome.failure, language) },
    );
    return answer(200, { outcomes });
  });
