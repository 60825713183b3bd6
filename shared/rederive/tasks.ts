import { clockKey } from '../clocks/clock-store.ts';
import { countedTaskKey } from '../statistics/joint-count-store.ts';
import { deriveTask } from '../tasks/derive-task.ts';
import { dutiesOf } from '../tasks/duties.ts';
import { type TaskStore, taskFromItem } from '../tasks/task-store.ts';
import type { ToldStore } from '../withdrawal-ledger/told-store.ts';
import type { untoldOfTask } from '../withdrawal-ledger/untold.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import { type LostTellingsDeps, lostTellings } from './lost-tellings.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveTasksDeps extends RederiveFollowsDeps, LostTellingsDeps {
  readonly tasks: Pick<TaskStore, 'history'>;
  readonly told: Pick<ToldStore, 'of' | 'note'>;
  readonly untold: ReturnType<typeof untoldOfTask>;
  readonly idOf: (text: string) => string;
}

/** Tasks: notices of every version, when the measure ends, the count, the clock of who owes something, who was told, and what those are to hear. */
export const taskRederiver = (deps: RederiveTasksDeps): Rederiver => {
  const lost = lostTellings(deps);
  return followsRederiver(deps, {
    entity: 'task',
    read: taskFromItem,
    heads: deps.tasks,
    derive: (task, key) => deriveTask(task, key, deps.idOf),
    noted: (task) => ({
      counts: countedTaskKey(task),
      ...(dutiesOf(task).length > 0 && { clocks: clockKey(task.id) }),
    }),
    mendTellings: async (versions, dryRun) => {
      const tellings = await lost(versions);
      if (!dryRun) await deps.told.note(tellings);
      return tellings.length;
    },
    lostWork: ({ image }, versions) =>
      deps.untold(
        image,
        versions.flatMap(({ work }) => work),
      ),
  });
};
