import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { checkCountStore } from '../statistics/check-count-store.ts';
import { type Asking, type CheckFile, Outcome } from './check.ts';
import { checkKeys, expiryOf, unpackAsking } from './check-items-store.ts';
import { checkFromItem } from './due-check-store.ts';

/** What is kept of checks, and what became of what they were answered. */
export interface CheckFiles {
  /** Reads consistently all that is kept of a check. */
  get(id: string): Promise<CheckFile | undefined>;
  /** Keeps outcomes, all or none. False if another was faster: one of them is there by now, or another decision's number. */
  keep(id: string, decisionDocument: string, outcomes: readonly Outcome[]): Promise<boolean>;
  /** Closes a check whose measures are all answered for. False, and nothing done, if there are more askings than the file holds. */
  close(file: CheckFile, at: Outcome['at']): Promise<boolean>;
}

const AskedItem = z.object({ sk: z.string(), body: z.instanceof(Uint8Array) });
const DecisionItem = z.object({ document: z.string() });
const SortKey = z.object({ sk: z.string() });

/** `ASKED#<asking>#<part>`, without the part. */
const askingIn = (sk: string): string => sk.slice(0, sk.lastIndexOf('#'));
const isFirstPart = ({ sk }: { readonly sk: string }): boolean => sk.endsWith('#000');

const askingsIn = (items: readonly unknown[]): readonly Asking[] => {
  const parts = Map.groupBy(
    items.map((item) => AskedItem.parse(item)),
    ({ sk }) => askingIn(sk),
  );
  return (
    [...parts.values()]
      // A query is no snapshot: an asking that is being written may be seen by its later parts alone.
      .flatMap(([first, ...others]) =>
        first && isFirstPart(first) ? [unpackAsking(first.body, ...others.map(({ body }) => body))] : [],
      )
      .sort((a, b) => (a.at < b.at ? -1 : 1))
  );
};

const fileOf = (items: readonly unknown[]): CheckFile | undefined => {
  const begin = (text: string) => items.filter((item) => SortKey.parse(item).sk.startsWith(text));
  const [check] = begin('CHECK');
  if (check === undefined) return undefined;
  const [decision] = begin('DECISION');
  const outcomes = begin('OUTCOME#').map((item) => Outcome.parse(item));
  return {
    check: checkFromItem(check),
    askings: askingsIn(begin('ASKED#')),
    outcomes: new Map(outcomes.map((outcome) => [outcome.measure, outcome])),
    decisionDocument: decision === undefined ? undefined : DecisionItem.parse(decision).document,
  };
};

export const checkFiles = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): CheckFiles => {
  const { client, table: TableName } = deps;
  const counts = checkCountStore(deps);
  const isConditionFailed = (error: unknown): boolean =>
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed');

  return {
    get: async (id) => {
      const items: unknown[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': checkKeys.partition(id) },
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        items.push(...Items);
        from = LastEvaluatedKey;
      } while (from !== undefined);
      return fileOf(items);
    },

    keep: async (id, document, outcomes) => {
      const [first] = outcomes;
      if (first === undefined) return true;
      const expiresAt = expiryOf(first.at);
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName,
                  Item: { ...checkKeys.decision(id), document, expiresAt },
                  ConditionExpression: 'attribute_not_exists(pk) OR #document = :document',
                  ExpressionAttributeNames: { '#document': 'document' },
                  ExpressionAttributeValues: { ':document': document },
                },
              },
              ...outcomes.map((outcome) => ({
                Put: {
                  TableName,
                  Item: { ...checkKeys.outcome(id, outcome.measure), ...outcome, expiresAt },
                  ConditionExpression: 'attribute_not_exists(pk)',
                },
              })),
            ],
          }),
        );
        return true;
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        return false;
      }
    },

    close: async ({ check, askings }, at) => {
      const close = {
        TableName,
        Key: checkKeys.check(check.id),
        UpdateExpression: 'SET answeredAt = :at REMOVE duePk, dueSk',
        ConditionExpression: 'askings = :askings AND attribute_not_exists(answeredAt)',
        // Counted in the askings themselves: the check's own item may have been read later than they were.
        ExpressionAttributeValues: { ':at': at, ':askings': askings.length },
      };
      const months = askings.map((asking) => asking.at);
      const updates = [close, ...counts.decided(check, months)].map((Update) => ({ Update }));
      try {
        await client.send(new TransactWriteCommand({ TransactItems: updates }));
        return true;
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        return false;
      }
    },
  };
};
