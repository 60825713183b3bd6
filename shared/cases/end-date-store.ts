import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld } from '../aws/condition-held.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { readablePages } from '../kernel/readable.ts';
import { dueIndex } from '../register/due-index-store.ts';
import { EndDate } from './end-date.ts';

/** When tasks, cases and bases end by date: for the sweep only, a check reads the dates of the heads themselves. */
export interface EndDateStore {
  /** Notes an end to come, or that there is none any more; what an older version says changes nothing. */
  note(end: EndDate): Promise<void>;
  /** What has ended by a day, page by page. Throws at the end if something that is due could not be read. */
  dueBy(today: CalendarDate): AsyncIterable<readonly EndDate[]>;
}

/** Where the end of a head lies in the derived table. */
export const endDateKey = (id: string) => ({ pk: `END#${id}`, sk: 'END' });

export const endDateStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): EndDateStore => {
  const { client, table: TableName } = deps;
  const index = dueIndex({ ...deps, name: 'end' });

  const put = (end: EndDate, until: CalendarDate): Promise<unknown> =>
    client.send(
      new PutCommand({
        TableName,
        Item: { ...endDateKey(end.id), ...end, ...index.position(end.id, until) },
        ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
        ExpressionAttributeValues: { ':version': end.version },
      }),
    );

  const remove = ({ id, version }: EndDate): Promise<unknown> =>
    client.send(
      new DeleteCommand({
        TableName,
        Key: endDateKey(id),
        ConditionExpression: 'version <= :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );

  return {
    note: async (end) => {
      await conditionHeld(end.until === undefined ? remove(end) : put(end, end.until));
    },

    dueBy: (today) => readablePages(EndDate, index.by(today)),
  };
};
