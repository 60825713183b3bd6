import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { clockStore } from '../clocks/clock-store.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { clockedReopen, decidedBy, Reopen, type ReopenAnswer } from './reopen.ts';
import { saidSince } from './said-since-store.ts';

/** Position in the list: due day and id of the entry before. */
export const REOPEN_POSITION = /^\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** Decisions that relied on what was annulled, until their department has looked at them again. */
export interface ReopenStore {
  /** Lists decisions, each once and with a clock: again is a no-op, also after it was answered. */
  list(reopens: readonly Reopen[]): Promise<void>;
  /** Reads a decision consistently, with what was said of its measure since. */
  find(id: string): Promise<Reopen | undefined>;
  /** The same by its key. */
  at(key: ReturnType<typeof reopenKey>): Promise<Reopen | undefined>;
  /** A department's open decisions, soonest due first, after a position. */
  open(
    department: string,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly reopens: readonly Reopen[]; readonly next: string | undefined }>;
  /** Closes a decision; false if it is closed already. */
  answer(id: string, answer: ReopenAnswer): Promise<boolean>;
}

/** One annulled case may concern many decisions of one department. */
const SHARDS = 4;

/** Where a decision is listed in the derived table. */
export const reopenKey = (id: string) => ({ pk: `REOPEN#${id}`, sk: 'REOPEN' });

const keys = {
  list: (department: string, shard: number) => `reopen#${department}#${shard}`,
  position: ({ dueBy, id }: Pick<Reopen, 'dueBy' | 'id'>) => `${dueBy}#${id}`,
};

export const reopenStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ReopenStore => {
  const { client, table: TableName } = deps;
  const clocks = clockStore(deps);
  const readSaid = saidSince(deps);

  const listOne = async (reopen: Reopen): Promise<void> => {
    const { id, department } = reopen;
    const list = { inboxPk: keys.list(department, shardOf(id, SHARDS)), inboxSk: keys.position(reopen) };
    await conditionHeld(
      client.send(
        new PutCommand({
          TableName,
          Item: { ...reopenKey(id), ...list, ...reopen },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    await clocks.put(clockedReopen(reopen), reopenKey(id));
  };

  const answer: ReopenStore['answer'] = async (id, given) => {
    return conditionHeld(
      client.send(
        new UpdateCommand({
          TableName,
          Key: reopenKey(id),
          UpdateExpression: 'SET answer = :answer REMOVE inboxPk, inboxSk',
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(answer)',
          ExpressionAttributeValues: { ':answer': given },
        }),
      ),
    );
  };

  /** A measure that was declined since had no part in its decision: that closes the entry. */
  const upToDate = async (reopens: readonly Reopen[]): Promise<readonly Reopen[]> => {
    const said = await readSaid(reopens);
    return Promise.all(
      reopens.map(async (reopen): Promise<Reopen> => {
        const { outcome, decisionDocument } = said.get(reopen.id) ?? {};
        if (outcome === undefined) return reopen;
        if (outcome.outcome === 'applied') return { ...reopen, decided: decidedBy(outcome, decisionDocument) };
        const { reason = '', officer, at } = outcome;
        const notApplied: ReopenAnswer = { result: 'not-applied', reason, officer, at };
        await answer(reopen.id, notApplied);
        return { ...reopen, answer: notApplied };
      }),
    );
  };

  const at: ReopenStore['at'] = async ({ pk, sk }) => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
    const [found] = Item === undefined ? [] : await upToDate([Reopen.parse(Item)]);
    return found;
  };

  const shard = async (department: string, number: number, after: string, limit: number) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'inbox',
        KeyConditionExpression: 'inboxPk = :pk AND inboxSk > :after',
        ExpressionAttributeValues: { ':pk': keys.list(department, number), ':after': after },
        Limit: limit,
      }),
    );
    return z.array(Reopen).parse(Items);
  };

  return {
    list: async (reopens) => {
      for (const reopen of reopens) await listOne(reopen);
    },

    find: (id) => at(reopenKey(id)),
    at,

    open: async (department, after, limit) => {
      const shards = await Promise.all(
        allShards(SHARDS).map((number) => shard(department, number, after ?? ' ', limit + 1)),
      );
      const found = shards.flat().sort((a, b) => (keys.position(a) < keys.position(b) ? -1 : 1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const reopens = (await upToDate(page)).filter((reopen) => reopen.answer === undefined);
      return { reopens, next: found.length > limit && last ? keys.position(last) : undefined };
    },

    answer,
  };
};
