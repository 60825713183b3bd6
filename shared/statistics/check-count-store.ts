import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { beijingDate, type Instant } from '../kernel/beijing-time.ts';
import { allShards, shardOf } from '../kernel/shards.ts';

/** What of a check is counted in a month in which it was asked: never about whom, and by whom only the department. */
const CountedCheck = z.object({
  department: z.string(),
  decisionType: z.string(),
  /** A measure bound the decision. */
  bound: z.boolean().default(false),
  /** Every such measure was answered for: applied, or declined with a reason. */
  decided: z.boolean().default(false),
});
export type CountedCheck = z.output<typeof CountedCheck>;

/** The id of the check, as its item has it. */
const Keyed = z.object({ sk: z.string() });

type Named = Pick<CountedCheck, 'department' | 'decisionType'> & { readonly id: string };

/** One update of the derived table, as a command or a transaction takes it. */
export interface CountUpdate {
  readonly TableName: string;
  readonly Key: { readonly pk: string; readonly sk: string };
  readonly UpdateExpression: string;
  readonly ExpressionAttributeValues: Record<string, string | true>;
}

/**
 * One item for each check and month in which it was asked. What is noted only ever becomes true, so that notes may be repeated and come in
 * any order.
 */
export interface CheckCountStore {
  noteAsked(check: Named, at: Instant, isBound: boolean): Promise<void>;
  /** What notes, in each month in which it was asked, that the decision was made: for the transaction that closes the check. */
  decided(check: Named, askedAt: readonly Instant[]): readonly CountUpdate[];
  /** Ids of all checks that were asked in a month. */
  ids(month: string): Promise<readonly string[]>;
  /** All checks that were asked in a month (`YYYY-MM`, in Beijing). */
  checks(month: string): Promise<readonly CountedCheck[]>;
}

/** Departments check before every decision: a month's items must not meet in one partition. */
const SHARDS = 8;

const partition = (month: string, shard: number) => `JOINT#CHECK#${month}#${shard}`;
const monthOf = (at: Instant): string => beijingDate(at).slice(0, 7);

export const checkCountStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): CheckCountStore => {
  const { client, table: TableName } = deps;

  const note = ({ id, department, decisionType }: Named, month: string, what?: 'bound' | 'decided'): CountUpdate => ({
    TableName,
    Key: { pk: partition(month, shardOf(id, SHARDS)), sk: id },
    UpdateExpression: `SET department = :department, decisionType = :decisionType${what ? `, ${what} = :true` : ''}`,
    ExpressionAttributeValues: {
      ':department': department,
      ':decisionType': decisionType,
      ...(what && { ':true': true }),
    },
  });

  const shard = async <Item extends z.ZodType>(
    shape: Item,
    month: string,
    number: number,
  ): Promise<readonly z.output<Item>[]> => {
    const found: z.output<Item>[] = [];
    const ExpressionAttributeValues = { ':pk': partition(month, number) };
    const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues };
    for await (const { Items = [] } of paginateQuery({ client }, query)) found.push(...z.array(shape).parse(Items));
    return found;
  };

  const ofMonth = async <Item extends z.ZodType>(shape: Item, month: string): Promise<readonly z.output<Item>[]> =>
    (await Promise.all(allShards(SHARDS).map((number) => shard(shape, month, number)))).flat();

  return {
    noteAsked: async (check, at, isBound) => {
      await client.send(new UpdateCommand(note(check, monthOf(at), isBound ? 'bound' : undefined)));
    },
    decided: (check, askedAt) => [...new Set(askedAt.map(monthOf))].map((month) => note(check, month, 'decided')),
    ids: async (month) => (await ofMonth(Keyed, month)).map(({ sk }) => sk),
    checks: (month) => ofMonth(CountedCheck, month),
  };
};
