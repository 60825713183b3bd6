import type { CaseStore } from '../../../shared/cases/case-store.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { getTask as getContract, listTasks as listContract } from '../../../shared/tasks/operations.ts';
import { ownTask } from '../../../shared/tasks/own-task.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { TASK_POSITION } from '../../../shared/tasks/task-index-store.ts';
import type { TaskStore } from '../../../shared/tasks/task-store.ts';
import { toTaskView } from '../../../shared/tasks/task-view.ts';

export interface ReadTasksDependencies extends ApiDependencies {
  readonly tasks: Pick<TaskStore, 'find' | 'list'>;
  /** The tasks' cases: whether they are objected to stands there. */
  readonly cases: Pick<CaseStore, 'getMany'>;
  readonly now: () => Instant;
}

const PAGE = 50;

/** By id; a case of many departments' tasks is read once. */
const readCases = async ({ cases }: Pick<ReadTasksDependencies, 'cases'>, tasks: readonly Task[]) => {
  const keys = new Map(tasks.map((task) => [task.case.id, task.case.key]));
  const found = await cases.getMany([...keys.values()]);
  return new Map(found.map(({ image }) => [image.id, image]));
};

/** GET /tasks: a page of the caller's own department. The position of a later page says of which list it is. */
export const listTasks = (deps: ReadTasksDependencies) =>
  api(listContract, deps, async ({ query, caller }) => {
    const { cursor, limit = PAGE } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, TASK_POSITION);
    if (cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const listed = after?.startsWith('done#') ? 'done' : 'open';
    const status = query.status ?? listed;
    if (after !== undefined && status !== listed) return refuse({ kind: 'invalid-cursor' });
    const { tasks, next } = await deps.tasks.list({ department: caller.department, status, after, limit });
    const today = beijingDate(deps.now());
    const cases = await readCases(
      deps,
      tasks.map(({ image }) => image),
    );
    const views = tasks.map(({ image }) => toTaskView(image, today, cases.get(image.case.id)));
    return answer(200, { tasks: views }, nextLink('/tasks', next && encodeCursor(next)));
  });

/** GET /tasks/{id}. */
export const getTask = (deps: ReadTasksDependencies) =>
  api(getContract, deps, async ({ id, caller }) => {
    const stored = await ownTask(deps.tasks, id, caller.department);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const { image: task } = stored;
    const cases = await readCases(deps, [task]);
    return answer(200, toTaskView(task, beijingDate(deps.now()), cases.get(task.case.id)), {
      etag: etag(task.version),
    });
  });
