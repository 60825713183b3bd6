import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { headKeyImage } from '../register/head-image.ts';
import { nextStageOn } from './clock-stages.ts';
import { dutiesOf } from './duties.ts';
import type { Task } from './task.ts';

const Item = z.object({
  task: z.string(),
  key: headKeyImage,
  version: z.int(),
  /** Names of the stages that were sent, whatever the version. */
  sent: z.set(z.string()).default(() => new Set<string>()),
});

/** The clock of a task: where the task lies, the newest version that was heard of, and which stages were sent. */
export type TaskClock = z.output<typeof Item>;

/** Whose clock it is, and the version that it goes by. */
export type ClockedTask = Pick<Task, 'id' | 'version'> & { readonly key: TaskClock['key'] };

/** One item for each task that a department owes something on; in the index `due` while a clock runs. */
export interface ClockStore {
  /** Sets a task's clock by a version; of several the highest stays, in whatever order they come. Who owes nothing has no clock. */
  put(task: Task, key: TaskClock['key']): Promise<void>;
  /** Clocks that have something to say by a day, page by page. */
  dueBy(today: CalendarDate): AsyncIterable<readonly TaskClock[]>;
  /** Notes the stages that were sent, and when the clock has something to say next; nothing, if the task has a newer version. */
  sent(task: ClockedTask, stages: readonly string[], next: CalendarDate | undefined): Promise<void>;
}

/** A plan of hundreds of tasks is due on one day: its writes must not meet in one partition. */
const SHARDS = 8;
const PAGE = 100;

/** Where a task's clock lies in the derived table. */
export const clockKey = (taskId: string) => ({ pk: `CLOCK#${taskId}`, sk: 'CLOCK' });

const duePartition = (shard: number) => `clock#${shard}`;
const AFTER_ALL_IDS = '~';

/** When a clock comes up in the index, or that it does not. */
const schedule = (id: string, next: CalendarDate | undefined) =>
  next === undefined
    ? { change: ' REMOVE duePk, dueSk', values: {} }
    : {
        change: ', duePk = :duePk, dueSk = :dueSk',
        values: { ':duePk': duePartition(shardOf(id, SHARDS)), ':dueSk': `${next}#${id}` },
      };

interface Change extends ClockedTask {
  readonly next: CalendarDate | undefined;
  readonly sent: readonly string[];
  readonly unless: 'as new' | 'newer';
}

export const clockStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ClockStore => {
  const { client, table: TableName } = deps;

  const change = async ({ id, key, version, next, sent, unless }: Change): Promise<void> => {
    const { change: scheduled, values } = schedule(id, next);
    const update = new UpdateCommand({
      TableName,
      Key: clockKey(id),
      UpdateExpression: `SET task = :task, #key = :key, version = :version${scheduled}${sent.length > 0 ? ' ADD sent :sent' : ''}`,
      ConditionExpression: `attribute_not_exists(version) OR version ${unless === 'newer' ? '<=' : '<'} :version`,
      ExpressionAttributeNames: { '#key': 'key' },
      ExpressionAttributeValues: {
        ':task': id,
        ':key': { pk: key.pk, sk: key.sk },
        ':version': version,
        ...values,
        ...(sent.length > 0 && { ':sent': new Set(sent) }),
      },
    });
    await client.send(update).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  };

  return {
    put: async (task, key) => {
      if (dutiesOf(task).length === 0) return;
      const { id, version } = task;
      await change({ id, version, key, next: nextStageOn(task), sent: [], unless: 'as new' });
    },

    dueBy: async function* (today) {
      for (const shard of allShards(SHARDS)) {
        const query = {
          TableName,
          IndexName: 'due',
          KeyConditionExpression: 'duePk = :pk AND dueSk <= :last',
          ExpressionAttributeValues: { ':pk': duePartition(shard), ':last': `${today}#${AFTER_ALL_IDS}` },
          Limit: PAGE,
        };
        for await (const { Items } of paginateQuery({ client }, query)) yield z.array(Item).parse(Items ?? []);
      }
    },

    sent: (task, sent, next) => change({ ...task, next, sent, unless: 'newer' }),
  };
};
