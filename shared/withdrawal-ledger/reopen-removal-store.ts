import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { conditionHeld } from '../aws/condition-held.ts';
import { clockKey } from '../clocks/clock-store.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { reopenKey } from './reopen-store.ts';

/**
 * Removes listed decisions and their clocks, by their ids: they quote the decision on the measure and why it was annulled. Unless `also: 'open'`,
 * one that its department has not answered stays: it has still to look at it.
 */
export type RemoveReopens = (ids: readonly string[], also?: 'open') => Promise<void>;

const AT_ONCE = 8;

export const removeReopens = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): RemoveReopens => {
  const { client, table: TableName } = deps;

  const remove = async (id: string, also: 'open' | undefined): Promise<void> => {
    const held = await conditionHeld(
      client.send(
        new DeleteCommand({
          TableName,
          Key: reopenKey(id),
          ...(also === undefined && { ConditionExpression: 'attribute_exists(answer) OR attribute_not_exists(pk)' }),
        }),
      ),
    );
    if (!held) return;
    await client.send(new DeleteCommand({ TableName, Key: clockKey(id) }));
  };

  return async (ids, also) => {
    await concurrently(AT_ONCE, ids, (id) => remove(id, also));
  };
};
