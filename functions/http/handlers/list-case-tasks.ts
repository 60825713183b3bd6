import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { taskKey } from '../../../shared/crypto/case-keys.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import { listCaseTasks as contract } from '../../../shared/tasks/operations.ts';
import type { TaskStore } from '../../../shared/tasks/task-store.ts';
import { toTaskView } from '../../../shared/tasks/task-view.ts';

export interface ListCaseTasksDependencies extends ApiDependencies {
  readonly cases: Pick<HeadStore<JointCase>, 'find'>;
  readonly tasks: Pick<TaskStore, 'getMany'>;
  readonly now: () => Instant;
}

/** Items of a plan in a page: two calls of BatchGetItem, and some 300 KB of answer. */
const PAGE = 200;

/** How many items of the plan came before. */
const POSITION = /^[1-9]\d{0,5}$/;

/** The credit office and the auditor see every case, the initiating department its own. */
const maySee = ({ department }: JointCase, caller: Caller): boolean =>
  caller.roles.includes('credit-office') || caller.roles.includes('auditor') || caller.department === department;

/** GET /cases/{id}/tasks: the tasks of a case's plan, by their keys and consistently; and what of the plan is no task yet. */
export const listCaseTasks = (deps: ListCaseTasksDependencies) =>
  api(contract, deps, async ({ id, query: { cursor }, caller }) => {
    const position = cursor === undefined ? '0' : decodeCursor(cursor, POSITION);
    if (position === undefined) return refuse({ kind: 'invalid-cursor' });
    const joint = (await deps.cases.find(id))?.image;
    if (joint === undefined || !maySee(joint, caller)) return refuse({ kind: 'not-found' });
    const from = Number(position);
    const planned = joint.plan
      .slice(from, from + PAGE)
      .map((item) => ({ item, key: taskKey(joint.subject.key, { ...item, caseId: id }) }));
    const read = await deps.tasks.getMany(planned.map(({ key }) => key));
    const found = new Map(read.map(({ image }) => [`${image.measure}|${image.department}`, image]));
    const today = beijingDate(deps.now());
    const items = planned.map(({ item }) => ({ item, task: found.get(`${item.measure}|${item.department}`) }));
    const next = from + PAGE < joint.plan.length ? encodeCursor(String(from + PAGE)) : undefined;
    return answer(
      200,
      {
        planned: joint.plan.length,
        tasks: items.flatMap(({ task }) => (task ? [toTaskView(task, today, joint)] : [])),
        waiting: items.flatMap(({ item, task }) => (task ? [] : [item])),
      },
      nextLink(`/cases/${id}/tasks`, next),
    );
  });
