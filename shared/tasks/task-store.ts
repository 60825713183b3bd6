import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { taskKey } from '../crypto/case-keys.ts';
import { headBatchStore, type ReadHeads } from '../register/head-batch-store.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { Task } from './task.ts';
import { type OwnedQuery, type TaskIndex, taskIndex, taskIndexes } from './task-index-store.ts';
import { isOpen } from './transitions.ts';

/** Tasks among the register's heads. */
export const TASK_HEAD: HeadKind<Task> = {
  entity: 'task',
  format: { number: PLAIN_FORMAT, image: Task },
  keyOf: ({ subject, case: { id: caseId }, measure, department }) =>
    taskKey(subject.key, { caseId, measure, department }),
  indexes: taskIndexes,
};

/** A version of a task as it lies in the register. */
export type StoredTask = Stored<Task>;

/** Parses an item of the table: a task's head or a version of its history. */
export const taskFromItem = (item: unknown): StoredTask => fromItem(TASK_HEAD, item);

/** One page of a department's tasks; `next` is the position after which the next page begins. */
export interface TaskPage {
  readonly tasks: readonly StoredTask[];
  readonly next: string | undefined;
}

/** Tasks in the register. */
export interface TaskStore extends HeadStore<Task> {
  getMany: ReadHeads<Task>;
  /**
   * A page of a department's tasks: found by an index, which lags, and read consistently, so that what left the list meanwhile is not in
   * it. It may hold fewer than `limit` and still have a next one.
   */
  list(query: OwnedQuery): Promise<TaskPage>;
  /** What waits for a department, first due first. */
  listOpen(department: string, after: string | undefined, limit: number): Promise<TaskPage>;
  /** Keys of live tasks on a basis, of one of its BASIS_SHARDS: again until two passes find nothing, for the index lags. */
  liveOn: TaskIndex['linked'];
}

export const taskStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): TaskStore => {
  const getMany = headBatchStore(TASK_HEAD, deps);
  const index = taskIndex(deps);

  const list = async (query: OwnedQuery): Promise<TaskPage> => {
    const { keys, next } = await index.owned(query);
    const read = new Map((await getMany(keys)).map((stored) => [TASK_HEAD.keyOf(stored.image).sk, stored]));
    const tasks = keys.flatMap(({ sk }) => read.get(sk) ?? []);
    return { tasks: tasks.filter(({ image }) => isOpen(image) === (query.status === 'open')), next };
  };

  return {
    ...headStore(TASK_HEAD, deps),
    getMany,
    list,
    listOpen: (department, after, limit) => list({ department, status: 'open', after, limit }),
    liveOn: index.linked,
  };
};
