import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { checkCountStore } from '../statistics/check-count-store.ts';
import { type Asking, Check, outcomeDueOn } from './check.ts';
import { checkKeys, expiryOf, packAsking, unpackAsking } from './check-items-store.ts';
import { dueKeys } from './due-check-store.ts';

/** What is asked: under which check, whose, and why. */
export type Opening = Pick<Check, 'id' | 'department' | 'decisionType' | 'reference' | 'purpose'>;

/** Why an asking is not taken: the reference stands for another purpose, its decision is made, or it was asked too often. */
export type AskingRefusal =
  | { readonly kind: 'other-purpose' | 'decision-made' }
  | { readonly kind: 'asked-too-often'; readonly parameters: { readonly limit: number } };

/** Askings of one check: all are read where its outcome is given, and one decision needs few. */
export const MAX_ASKINGS = 100;

/** The log of checks. What cannot be written here is not answered. */
export interface CheckLog {
  /** Opens a check or extends it by an asking, in one transaction. The same asking again gives the one that is there. */
  ask(
    opening: Opening,
    asking: Asking,
  ): Promise<Result<Pick<Asking, 'at' | 'salt'> & { readonly created: boolean }, AskingRefusal>>;
  /** Counts the check in the month of an asking. */
  count(opening: Opening, at: Asking['at'], isBound: boolean): Promise<void>;
  /** Notes with each subject who looked, why and when: for the subject's own eyes, so without the officer. */
  noteAccess(opening: Opening, at: Asking['at'], subjects: readonly string[]): Promise<void>;
}

const Known = z.object(Check.pick({ purpose: true, answeredAt: true }).shape);
const AskedItem = z.object({ body: z.instanceof(Uint8Array) });

const isOwed = ({ answers }: Asking): boolean => answers.some(({ measures }) => measures.length > 0);

/** The check's own item: what it was opened with stays, and the first day on which an outcome is due. */
const opened = ({ id, ...opening }: Opening, asking: Asking) => {
  const due = isOwed(asking) ? dueKeys(id, outcomeDueOn(asking.at)) : {};
  const kept = { ...opening, openedAt: asking.at, ...due };
  const values = Object.fromEntries(Object.entries(kept).map(([name, value]) => [`:${name}`, value]));
  const names = Object.fromEntries(Object.keys(kept).map((name) => [`#${name}`, name]));
  const settings = Object.keys(kept).map((name) => `#${name} = if_not_exists(#${name}, :${name})`);
  return {
    Key: checkKeys.check(id),
    UpdateExpression: `SET ${settings.join(', ')}, expiresAt = :expiresAt ADD askings :one`,
    ConditionExpression:
      'attribute_not_exists(pk) OR (#purpose = :purpose AND attribute_not_exists(answeredAt) AND askings < :limit)',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ...values, ':expiresAt': expiryOf(asking.at), ':one': 1, ':limit': MAX_ASKINGS },
  };
};

export const checkLog = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): CheckLog => {
  const { client, table: TableName } = deps;

  const itemsOf = (id: string, asking: Asking) =>
    packAsking(asking).map((body, part) => ({
      ...checkKeys.asked(id, asking.id, part),
      body,
      expiresAt: expiryOf(asking.at),
    }));

  const refusalOf = async ({ id, purpose }: Opening): Promise<AskingRefusal> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: checkKeys.check(id), ConsistentRead: true }));
    const known = Known.parse(Item);
    if (known.purpose !== purpose) return { kind: 'other-purpose' };
    if (known.answeredAt !== undefined) return { kind: 'decision-made' };
    return { kind: 'asked-too-often', parameters: { limit: MAX_ASKINGS } };
  };

  return {
    ask: async (opening, asking) => {
      const [first, ...others] = itemsOf(opening.id, asking);
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Update: { TableName, ...opened(opening, asking) } },
              {
                Put: {
                  TableName,
                  Item: first,
                  ConditionExpression: 'attribute_not_exists(pk)',
                  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
                },
              },
              ...others.map((Item) => ({ Put: { TableName, Item } })),
            ],
          }),
        );
        return ok({ at: asking.at, salt: asking.salt, created: true });
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const [ofCheck, ofAsking] = error.CancellationReasons ?? [];
        if (ofAsking?.Code === 'ConditionalCheckFailed' && ofAsking.Item) {
          // The error's item is raw even through the document client.
          const { at, salt } = unpackAsking(AskedItem.parse(unmarshall(ofAsking.Item)).body);
          return ok({ at, salt, created: false });
        }
        if (ofCheck?.Code === 'ConditionalCheckFailed') return fail(await refusalOf(opening));
        throw error;
      }
    },

    count: checkCountStore(deps).noteAsked,

    noteAccess: async ({ id, department, decisionType, reference, purpose }, at, subjects) => {
      const seen = { department, decisionType, reference, purpose, expiresAt: expiryOf(at) };
      const items = [...new Set(subjects)].map((subject) => ({ ...checkKeys.access(subject, at, id), ...seen }));
      await batches(client, TableName).put(items);
    },
  };
};
