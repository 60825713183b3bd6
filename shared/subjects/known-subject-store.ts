import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';

/** Where the register keeps under which names a subject is known. */
export const subjectItemKey = (key: string) => ({ pk: key, sk: 'SUBJECT' });

/** Nothing was left of it at that moment: it is forgotten a day later, unless somebody names it before. */
const Leaving = z.object({ leavingSince: z.string().optional() });

/** True of the item of a subject of which nothing is left but that. */
export const isLeaving = (item: unknown): boolean => Leaving.parse(item).leavingSince !== undefined;

/**
 * A subject's item as somebody names it, read consistently; undefined if there is none. One that was about to be forgotten stays: from here on
 * something is kept of it again.
 */
export const knownSubject =
  ({ client, table: TableName }: { readonly client: DynamoDBDocumentClient; readonly table: string }) =>
  async (key: string): Promise<unknown> => {
    const Key = subjectItemKey(key);
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    if (Item === undefined || !isLeaving(Item)) return Item;
    const staying = { UpdateExpression: 'REMOVE leavingSince', ConditionExpression: 'attribute_exists(pk)' };
    return (await conditionHeld(client.send(new UpdateCommand({ TableName, Key, ...staying })))) ? Item : undefined;
  };
