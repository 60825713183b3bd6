import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import type { JointCase } from '../cases/joint-case.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import type { Objection } from '../objections/objection.ts';
import { CountedObjection, countedObjection, monthOfObjection } from '../quality/counted-objection.ts';
import type { HeadKey } from '../register/head.ts';
import type { Task } from '../tasks/task.ts';
import { CountedCase, CountedTask, countedCase, countedTask, monthOfCase, monthOfTask } from './joint-counted.ts';

/** One item per task, per case and per objection that was decided, guarded by its version: exact under replays and in any order of versions. */
export interface JointCountStore {
  /** Notes a version of a task; an older one, or the same again, changes nothing. */
  noteTask(task: Task): Promise<void>;
  /** Notes a version of a case. */
  noteCase(joint: JointCase): Promise<void>;
  /** Notes a version of an objection; nothing while it is not decided. */
  noteObjection(objection: Objection): Promise<void>;
  /** All tasks that were pushed in a month (`YYYY-MM`). */
  tasks(month: string): Promise<readonly CountedTask[]>;
  /** All cases that were proposed in a month. */
  cases(month: string): Promise<readonly CountedCase[]>;
  /** All objections that were first decided in a month. */
  objections(month: string): Promise<readonly CountedObjection[]>;
}

/** A plan of hundreds of tasks is pushed at once: its items must not meet in one partition. */
const SHARDS = 8;

type Sort = 'TASK' | 'CASE' | 'OBJECTION';

const partition = (sort: Sort, month: string, id: string) => `JOINT#${sort}#${month}#${shardOf(id, SHARDS)}`;

/** Where a task is counted in the derived table. */
export const countedTaskKey = (task: Pick<Task, 'id' | 'pushedOn'>) => ({
  pk: partition('TASK', monthOfTask(task), task.id),
  sk: task.id,
});

/** Where a case is counted in the derived table. */
export const countedCaseKey = (joint: Pick<JointCase, 'id' | 'proposedAt'>) => ({
  pk: partition('CASE', monthOfCase(joint), joint.id),
  sk: joint.id,
});

/** Where an objection is counted in the derived table; undefined while it is not decided. */
export const countedObjectionKey = (objection: Objection): HeadKey | undefined => {
  const month = monthOfObjection(objection);
  return month === undefined ? undefined : { pk: partition('OBJECTION', month, objection.id), sk: objection.id };
};

export const jointCountStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): JointCountStore => {
  const { client, table: TableName } = deps;

  const put = async (item: Readonly<Record<string, unknown>> & { readonly version: number }): Promise<void> => {
    await conditionHeld(
      client.send(
        new PutCommand({
          TableName,
          Item: item,
          ConditionExpression: 'attribute_not_exists(version) OR version < :version',
          ExpressionAttributeValues: { ':version': item.version },
        }),
      ),
    );
  };

  const shard = async <Shape extends z.ZodType>(pk: string, shape: Shape): Promise<readonly z.output<Shape>[]> => {
    const found: z.output<Shape>[] = [];
    const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
    for await (const { Items = [] } of paginateQuery({ client }, query)) found.push(...z.array(shape).parse(Items));
    return found;
  };

  const all = async <Shape extends z.ZodType>(sort: Sort, month: string, shape: Shape) => {
    const shards = allShards(SHARDS).map((number) => shard(`JOINT#${sort}#${month}#${number}`, shape));
    return (await Promise.all(shards)).flat();
  };

  return {
    noteTask: (task) => put({ ...countedTaskKey(task), version: task.version, ...countedTask(task) }),
    noteCase: (joint) => put({ ...countedCaseKey(joint), version: joint.version, ...countedCase(joint) }),
    noteObjection: async (objection) => {
      const key = countedObjectionKey(objection);
      const counted = countedObjection(objection);
      if (key !== undefined && counted !== undefined) await put({ ...key, version: objection.version, ...counted });
    },
    tasks: (month) => all('TASK', month, CountedTask),
    cases: (month) => all('CASE', month, CountedCase),
    objections: (month) => all('OBJECTION', month, CountedObjection),
  };
};
