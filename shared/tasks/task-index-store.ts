import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { allShards, shardOf } from '../kernel/shards.ts';
import type { HeadKey } from '../register/head.ts';
import type { IndexAttributes } from '../register/head-kind.ts';
import { type LinkedPage, linkIndex } from '../register/link-index-store.ts';
import type { Task } from './task.ts';
import { isLive, isOpen } from './transitions.ts';

/** Which of a department's tasks: those that wait for it, or all others. */
export const TASK_STATUSES = ['open', 'done'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** A department is never a partition key by itself; four spread its tasks and are four small queries. */
const OWNER_SHARDS = 4;
/** Every live measure of a town may rest on one article. */
export const BASIS_SHARDS = 8;

const keys = {
  owner: (department: string, shard: number) => `task#${department}#${shard}`,
  basis: (basis: string, shard: number) => `basis#${basis}#${shard}`,
};

/** What the department must do next, and by when. */
const dueOf = ({ state, acknowledgeBy, answerBy, lift, pushedOn }: Task): string => {
  if (state === 'lifting') return lift?.confirmBy?.date ?? pushedOn;
  return (state === 'pushed' ? acknowledgeBy : answerBy)?.date ?? pushedOn;
};

const position = (task: Task): string =>
  isOpen(task) ? `open#${dueOf(task)}#${task.id}` : `done#${task.pushedOn}#${task.id}`;

/** Position in a department's list: status, date and id of the task before. */
export const TASK_POSITION = /^(open|done)#\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** A task is found by its department, what waits for it by its day, and by its basis while it is live. */
export const taskIndexes = (task: Task): IndexAttributes => ({
  ownerPk: keys.owner(task.department, shardOf(task.id, OWNER_SHARDS)),
  ownerSk: position(task),
  ...(isLive(task) && { linkPk: keys.basis(task.basis, shardOf(task.id, BASIS_SHARDS)), linkSk: task.id }),
});

/** One page of a department's list as the index has it. */
export interface OwnedQuery {
  readonly department: string;
  readonly status: TaskStatus;
  /** @default from the beginning */
  readonly after: string | undefined;
  readonly limit: number;
}

export interface LinkedQuery {
  readonly basis: string;
  readonly shard: number;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Keys by the register's indexes, which lag behind the heads. */
export interface TaskIndex {
  /** A department's tasks: open ones first due first, done ones last pushed first. */
  owned(query: OwnedQuery): Promise<LinkedPage>;
  /** Live tasks on a basis. */
  linked(query: LinkedQuery): Promise<LinkedPage>;
}

const Owned = z.object({ pk: z.string(), sk: z.string(), ownerSk: z.string() });

const toKey = ({ pk, sk }: HeadKey): HeadKey => ({ pk, sk });

/** BETWEEN includes the position itself, which is left out afterwards. */
const rangeOf = ({ status, after }: OwnedQuery) =>
  status === 'open' ? { ':low': after ?? 'open#', ':high': 'open$' } : { ':low': 'done#', ':high': after ?? 'done$' };

export const taskIndex = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): TaskIndex => {
  const linked = linkIndex(deps);
  const query = async (IndexName: string, rest: object): Promise<readonly unknown[]> => {
    const { Items = [] } = await deps.client.send(new QueryCommand({ TableName: deps.table, IndexName, ...rest }));
    return Items;
  };

  const shard = async (number: number, asked: OwnedQuery) => {
    const items = await query('by-owner', {
      KeyConditionExpression: 'ownerPk = :pk AND ownerSk BETWEEN :low AND :high',
      ExpressionAttributeValues: { ':pk': keys.owner(asked.department, number), ...rangeOf(asked) },
      ScanIndexForward: asked.status === 'open',
      Limit: asked.limit + 2,
    });
    return items.map((item) => Owned.parse(item)).filter(({ ownerSk }) => ownerSk !== asked.after);
  };

  return {
    owned: async (asked) => {
      const shards = await Promise.all(allShards(OWNER_SHARDS).map((number) => shard(number, asked)));
      const ascending = shards.flat().toSorted((a, b) => (a.ownerSk < b.ownerSk ? -1 : 1));
      const found = asked.status === 'open' ? ascending : ascending.toReversed();
      const page = found.slice(0, asked.limit);
      return { keys: page.map(toKey), next: found.length > asked.limit ? page.at(-1)?.ownerSk : undefined };
    },

    linked: ({ basis, shard: number, after, limit }) => linked(keys.basis(basis, number), { after, limit }),
  };
};
