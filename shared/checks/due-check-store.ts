import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import { Check } from './check.ts';
import { checkKeys } from './check-items-store.ts';

/** Position in the list of what is flagged: due day and id of the check before. */
export const FLAGGED_POSITION = /^\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** Checks whose outcome is owed, by the day on which it is due. */
export interface DueChecks {
  /** Ids of checks whose day has passed and that are not flagged yet. */
  past(today: CalendarDate): AsyncIterable<readonly string[]>;
  /** Flags a check; does nothing if it was flagged or answered meanwhile. */
  flag(id: string, at: Instant): Promise<void>;
  /** Flagged checks that still owe their outcome, longest due first, after a position. */
  flagged(
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly checks: readonly Check[]; readonly next: string | undefined }>;
}

/** Four small queries in place of one partition that all checks of a city would share. */
const SHARDS = 4;
const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
const shardOf = (id: string): number => (id.charCodeAt(0) + id.charCodeAt(1)) % SHARDS;

const DUE = 'due';
const duePk = (shard: number): string => `outcome-due#${shard}`;
const overduePk = (shard: number): string => `outcome-overdue#${shard}`;
const positionOf = ({ id, dueOn }: { readonly id: string; readonly dueOn?: string }): string => `${dueOn}#${id}`;

/** The attributes by which a check is found once its day has passed. */
export const dueKeys = (id: string, dueOn: CalendarDate) => ({
  dueOn,
  duePk: duePk(shardOf(id)),
  dueSk: positionOf({ id, dueOn }),
});

const KeyItem = z.object({ pk: z.string() });
const idIn = (item: unknown): string => KeyItem.parse(item).pk.slice(checkKeys.partition('').length);

/** Parses a check's own item. */
export const checkFromItem = (item: unknown): Check =>
  Check.parse({ ...z.looseObject({}).parse(item), id: idIn(item) });

export const dueChecks = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): DueChecks => {
  const { client, table: TableName } = deps;

  const overdue = async (shard: number, after: string, limit: number): Promise<readonly Check[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: DUE,
        KeyConditionExpression: 'duePk = :pk AND dueSk > :after',
        ExpressionAttributeValues: { ':pk': overduePk(shard), ':after': after },
        Limit: limit,
      }),
    );
    return Items.map(checkFromItem);
  };

  return {
    past: async function* (today) {
      for (const shard of shards) {
        let from: Record<string, unknown> | undefined;
        do {
          const { Items = [], LastEvaluatedKey } = await client.send(
            new QueryCommand({
              TableName,
              IndexName: DUE,
              KeyConditionExpression: 'duePk = :pk AND dueSk < :today',
              ExpressionAttributeValues: { ':pk': duePk(shard), ':today': today },
              ...(from && { ExclusiveStartKey: from }),
            }),
          );
          yield Items.map(idIn);
          from = LastEvaluatedKey;
        } while (from !== undefined);
      }
    },

    flag: async (id, at) => {
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: checkKeys.check(id),
            UpdateExpression: 'SET flaggedAt = :at, duePk = :overdue',
            ConditionExpression: 'duePk = :due',
            ExpressionAttributeValues: { ':at': at, ':overdue': overduePk(shardOf(id)), ':due': duePk(shardOf(id)) },
          }),
        ),
      );
    },

    flagged: async (after, limit) => {
      const found = await Promise.all(shards.map((shard) => overdue(shard, after ?? ' ', limit + 1)));
      const inOrder = found.flat().sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1));
      const checks = inOrder.slice(0, limit);
      const last = checks.at(-1);
      return { checks, next: inOrder.length > limit && last ? positionOf(last) : undefined };
    },
  };
};
