import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { Telling } from './telling.ts';

/**
 * Who was told of a record or a measure beside those whom its own head names: by a check, a report or an exchange. What a head says of its
 * recipients (`told` of a record, the department of a task) is read from it and not noted again.
 */
export interface ToldStore {
  /** Notes tellings; the first for a recipient, channel and purpose stays, so that noting again changes nothing. */
  note(tellings: readonly Telling[]): Promise<void>;
  /** All who are noted about a head, read consistently. */
  of(about: string): Promise<readonly Telling[]>;
  /** Deletes tellings whose own term is over. */
  forget(tellings: readonly Telling[]): Promise<void>;
}

/** Puts at a time: an answer that names many measures must not fill the client's connections. */
const AT_ONCE = 8;

/** Where a telling lies in the derived table: all about one head in one partition, which is as small as its recipients are few. */
export const tellingKey = ({
  about,
  channel,
  recipient,
  purpose,
}: Pick<Telling, 'about' | 'channel' | 'recipient' | 'purpose'>) => ({
  pk: `TOLD#${about}`,
  sk: `${channel}#${recipient}#${purpose}`,
});

export const toldStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ToldStore => {
  const { client, table: TableName } = deps;

  const noteOne = async (telling: Telling): Promise<void> => {
    await conditionHeld(
      client.send(
        new PutCommand({
          TableName,
          Item: { ...tellingKey(telling), ...telling },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  };

  return {
    note: async (tellings) => {
      await concurrently(AT_ONCE, tellings, noteOne);
    },

    of: async (about) => {
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `TOLD#${about}` },
        ConsistentRead: true,
      };
      const found: Telling[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) found.push(...z.array(Telling).parse(Items));
      return found;
    },

    forget: async (tellings) => {
      await concurrently(AT_ONCE, tellings, (telling) =>
        client.send(new DeleteCommand({ TableName, Key: tellingKey(telling) })),
      );
    },
  };
};
