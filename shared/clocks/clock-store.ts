import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { readablePages } from '../kernel/readable.ts';
import { dueIndex } from '../register/due-index-store.ts';
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
  /** Clocks that have something to say by a day, page by page. Throws at the end if one could not be read. */
  dueBy(today: CalendarDate): AsyncIterable<readonly RunningClock[]>;
  /** Notes the stages that were sent, and when the clock has something to say next; nothing, if the head has a newer version. */
  sent(owner: ClockOwner, stages: readonly string[], next: CalendarDate | undefined): Promise<void>;
}

/** Where a head's clock lies in the derived table. */
export const clockKey = (id: string) => ({ pk: `CLOCK#${id}`, sk: 'CLOCK' });

interface Change extends ClockOwner {
  readonly next: CalendarDate | undefined;
  readonly sent: readonly string[];
  readonly unless: 'as new' | 'newer';
}

export const clockStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ClockStore => {
  const { client, table: TableName } = deps;
  const index = dueIndex({ ...deps, name: 'clock' });

  /** When a clock comes up in the index, or that it does not. */
  const schedule = (id: string, next: CalendarDate | undefined) => {
    if (next === undefined) return { change: ' REMOVE duePk, dueSk', values: {} };
    const { duePk, dueSk } = index.position(id, next);
    return { change: ', duePk = :duePk, dueSk = :dueSk', values: { ':duePk': duePk, ':dueSk': dueSk } };
  };

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
    await conditionHeld(client.send(update));
  };

  return {
    put: async (clocked, key) => {
      if (clocked.duties.length === 0) return;
      const { id, entity, version } = clocked;
      await change({ id, entity, version, key, next: nextStageOn(clocked), sent: [], unless: 'as new' });
    },

    dueBy: (today) => readablePages(Item, index.by(today)),

    sent: (owner, sent, next) => change({ ...owner, next, sent, unless: 'newer' }),
  };
};
