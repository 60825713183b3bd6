import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld } from '../aws/condition-held.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { readablePages } from '../kernel/readable.ts';
import { dueIndex } from '../register/due-index-store.ts';
import { RetentionDue } from './retained.ts';

/** When heads are to be put away or erased: for the nightly run only, what is public or used goes by the dates themselves. */
export interface RetentionDueStore {
  /** Notes a day to come, or that there is none any more; what an older version says changes nothing. */
  note(due: RetentionDue): Promise<void>;
  /** The version of a head that was noted last, which the relay does when all else that follows from it was sent. */
  notedVersion(id: string): Promise<number | undefined>;
  /** What is due by a day, page by page. Throws at the end if some of it could not be read. */
  dueBy(today: CalendarDate): AsyncIterable<readonly RetentionDue[]>;
}

/** Where the term of a head lies in the derived table. */
export const retentionDueKey = (id: string) => ({ pk: `RETAIN#${id}`, sk: 'RETAIN' });

export const retentionDueStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): RetentionDueStore => {
  const { client, table: TableName } = deps;
  const index = dueIndex({ ...deps, name: 'retain' });

  const put = (due: RetentionDue, on: CalendarDate): Promise<unknown> =>
    client.send(
      new PutCommand({
        TableName,
        Item: { ...retentionDueKey(due.id), ...due, ...index.position(due.id, on) },
        // The rule may have changed under the same version.
        ConditionExpression: 'attribute_not_exists(pk) OR version <= :version',
        ExpressionAttributeValues: { ':version': due.version },
      }),
    );

  const remove = ({ id, version }: RetentionDue): Promise<unknown> =>
    client.send(
      new DeleteCommand({
        TableName,
        Key: retentionDueKey(id),
        ConditionExpression: 'version <= :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );

  return {
    note: async (due) => {
      await conditionHeld(due.due === undefined ? remove(due) : put(due, due.due));
    },

    notedVersion: async (id) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: retentionDueKey(id), ConsistentRead: true }));
      return Item === undefined ? undefined : RetentionDue.parse(Item).version;
    },

    dueBy: (today) => readablePages(RetentionDue, index.by(today)),
  };
};
