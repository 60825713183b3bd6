import type { StoredTask, TaskStore } from './task-store.ts';

/** A task of the department's own; another's is as absent as one that does not exist (I7). */
export const ownTask = async (
  tasks: Pick<TaskStore, 'find'>,
  id: string,
  department: string,
): Promise<StoredTask | undefined> => {
  const stored = await tasks.find(id);
  return stored?.image.department === department ? stored : undefined;
};
