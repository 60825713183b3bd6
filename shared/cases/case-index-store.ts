import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { beijingDate } from '../kernel/beijing-time.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import type { HeadKey } from '../register/head.ts';
import type { IndexAttributes } from '../register/head-kind.ts';
import { type LinkedPage, linkIndex } from '../register/link-index-store.ts';
import { CASE_STATES, type CaseState, type JointCase } from './joint-case.ts';

/** A department is never a partition key by itself; four spread its cases and are four small queries. */
const OWNER_SHARDS = 4;

const keys = {
  owner: (department: string, shard: number) => `case#${department}#${shard}`,
  organisation: (caseId: string) => `case#${caseId}`,
};

/** Position in a department's list: state, day of the proposal and id of the case before. */
export const CASE_POSITION = new RegExp(`^(${CASE_STATES.join('|')})#\\d{4}-\\d\\d-\\d\\d#[\\w-]{22}$`);

/** A case is found by its department and state, oldest first; a responsible person's also by the organisation's, until it ends. */
export const caseIndexes = ({ id, department, state, proposedAt, responsibility }: JointCase): IndexAttributes => ({
  ownerPk: keys.owner(department, shardOf(id, OWNER_SHARDS)),
  ownerSk: `${state}#${beijingDate(proposedAt)}#${id}`,
  ...(responsibility && state !== 'ended'
    ? { linkPk: keys.organisation(responsibility.organisationCase.id), linkSk: id }
    : {}),
});

/** One page of a department's cases as the index has them. */
export interface OwnCasesQuery {
  readonly department: string;
  /** @default cases in any state, state by state */
  readonly state: CaseState | undefined;
  /** @default from the beginning */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Keys by the register's indexes, which lag behind the heads. */
export interface CaseIndex {
  owned(query: OwnCasesQuery): Promise<LinkedPage>;
  /** Cases that are not ended on responsible persons beside an organisation's. */
  beside(organisationCase: string, after: string | undefined, limit: number): Promise<LinkedPage>;
}

const Owned = z.object({ pk: z.string(), sk: z.string(), ownerSk: z.string() });

const toKey = ({ pk, sk }: HeadKey): HeadKey => ({ pk, sk });

/** `$` follows `#`, and `~` every letter: bounds that no position is. BETWEEN includes the last position, which is left out afterwards. */
const rangeOf = ({ state, after }: OwnCasesQuery) => ({
  ':low': after ?? (state === undefined ? ' ' : `${state}#`),
  ':high': state === undefined ? '~' : `${state}$`,
});

export const caseIndex = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): CaseIndex => {
  const linked = linkIndex(deps);
  const query = async (IndexName: string, rest: object): Promise<readonly unknown[]> => {
    const { Items = [] } = await deps.client.send(new QueryCommand({ TableName: deps.table, IndexName, ...rest }));
    return Items;
  };

  const shard = async (number: number, asked: OwnCasesQuery) => {
    const items = await query('by-owner', {
      KeyConditionExpression: 'ownerPk = :pk AND ownerSk BETWEEN :low AND :high',
      ExpressionAttributeValues: { ':pk': keys.owner(asked.department, number), ...rangeOf(asked) },
      Limit: asked.limit + 2,
    });
    return items.map((item) => Owned.parse(item)).filter(({ ownerSk }) => ownerSk !== asked.after);
  };

  return {
    owned: async (asked) => {
      const shards = await Promise.all(allShards(OWNER_SHARDS).map((number) => shard(number, asked)));
      const found = shards.flat().toSorted((a, b) => (a.ownerSk < b.ownerSk ? -1 : 1));
      const page = found.slice(0, asked.limit);
      return { keys: page.map(toKey), next: found.length > asked.limit ? page.at(-1)?.ownerSk : undefined };
    },

    beside: (organisationCase, after, limit) => linked(keys.organisation(organisationCase), { after, limit }),
  };
};
