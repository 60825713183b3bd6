import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { headKeyImage } from '../register/head-image.ts';
import { nextStageOn } from './clock-stages.ts';
import { CLOCKED_ENTITIES, type Clocked } from './clocked.ts';

const Item = z.object({
  about: z.string(),
  entity: z.enum(CLOCKED_ENTITIES),
  key: headKeyImage,
  version: z.int(),
  /** Names of the stages that were sent, whatever the version. */
  sent: z.set(z.string()).default(() => new Set<string>()),
});

/** The clock of a head: where the head lies, the newest version that was heard of, and which stages were sent. */
export type RunningClock = z.output<typeof Item>;

/** Whose clock it is, and the version that it goes by. */
export type ClockOwner = Pick<Clocked, 'id' | 'entity' | 'version'> & { readonly key: RunningClock['key'] };

/** One item for each head on which something is owed; in the index `due` while a clock runs. */
export interface ClockStore {
  /** Sets a head's clock by a version; of several the highest stays, in whatever order they come. Who owes nothing has no clock. */
  put(clocked: Clocked, key: RunningClock['key']): Promise<void>;
  /** Clocks that have something to say by a day, page by page. */
  dueBy(today: CalendarDate): AsyncIterable<readonly RunningClock[]>;
  /** Notes the stages that were sent, and when the clock has something to say next; nothing, if the head has a newer version. */
  sent(owner: ClockOwner, stages: readonly string[], next: CalendarDate | undefined): Promise<void>;
}

/** A plan of hundreds of tasks is due on one day: its writes must not meet in one partition. */
const SHARDS = 8;
const PAGE = 100;

/** Where a head's clock lies in the derived table. */
export const clockKey = (id: string) => ({ pk: `CLOCK#${id}`, sk: 'CLOCK' });

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

interface Change extends ClockOwner {
  readonly next: CalendarDate | undefined;
  readonly sent: readonly string[];
  readonly unless: 'as new' | 'newer';
}

export const clockStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ClockStore => {
  const { client, table: TableName } = deps;

  const change = async ({ id, entity, key, version, next, sent, unless }: Change): Promise<void> => {
    const { change: scheduled, values } = schedule(id, next);
    const update = new UpdateCommand({
      TableName,
      Key: clockKey(id),
      UpdateExpression: `SET about = :about, entity = :entity, #key = :key, version = :version${scheduled}${sent.length > 0 ? ' ADD sent :sent' : ''}`,
      ConditionExpression: `attribute_not_exists(version) OR version ${unless === 'newer' ? '<=' : '<'} :version`,
      ExpressionAttributeNames: { '#key': 'key' },
      ExpressionAttributeValues: {
        ':about': id,
        ':entity': entity,
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
    put: async (clocked, key) => {
      if (clocked.duties.length === 0) return;
      const { id, entity, version } = clocked;
      await change({ id, entity, version, key, next: nextStageOn(clocked), sent: [], unless: 'as new' });
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

    sent: (owner, sent, next) => change({ ...owner, next, sent, unless: 'newer' }),
  };
};
