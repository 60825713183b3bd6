import { clockKey } from '../clocks/clock-store.ts';
import { countedTaskKey } from '../statistics/joint-count-store.ts';
import { deriveTask } from '../tasks/derive-task.ts';
import { dutiesOf } from '../tasks/duties.ts';
import { type TaskStore, taskFromItem } from '../tasks/task-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveTasksDeps extends RederiveFollowsDeps {
  readonly tasks: Pick<TaskStore, 'history'>;
  readonly idOf: (text: string) => string;
}

/** Tasks: notices of every version, when the measure ends, the count, and the clock of who owes something. */
export const taskRederiver = (deps: RederiveTasksDeps): Rederiver =>
  followsRederiver(deps, {
    entity: 'task',
    read: taskFromItem,
    heads: deps.tasks,
    derive: (task, key) => deriveTask(task, key, deps.idOf),
    noted: (task) => ({
      counts: countedTaskKey(task),
      ...(dutiesOf(task).length > 0 && { clocks: clockKey(task.id) }),
    }),
    lostWork: async () => [],
  });
