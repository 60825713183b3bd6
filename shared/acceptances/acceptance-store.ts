import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { acceptanceKey } from '../crypto/acceptance-keys.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { headBatchStore } from '../register/head-batch-store.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { partitionOf } from '../register/partition-store.ts';
import { Acceptance } from './acceptance.ts';

/** Which of a department's acceptances: those that wait for documents, or all others. */
export const ACCEPTANCE_STATUSES = ['open', 'done'] as const;
export type AcceptanceStatus = (typeof ACCEPTANCE_STATUSES)[number];

/** A department is never a partition key by itself; four spread its acceptances and are four small queries. */
const OWNER_SHARDS = 4;

const ownerPartition = (department: string, shard: number): string => `acceptance#${department}#${shard}`;

/** Open ones by the day on which they are due, others by that on which they were accepted. */
const position = ({ id, state, supplyBy, acceptedOn }: Acceptance): string =>
  state === 'open' ? `open#${supplyBy.date}#${id}` : `done#${acceptedOn}#${id}`;

/** Position in a department's list: status, date and id of the acceptance before. */
export const ACCEPTANCE_POSITION = /^(open|done)#\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** Acceptances among the register's heads. */
export const ACCEPTANCE_HEAD: HeadKind<Acceptance> = {
  entity: 'acceptance',
  format: { number: PLAIN_FORMAT, image: Acceptance },
  keyOf: acceptanceKey,
  indexes: (acceptance) => ({
    ownerPk: ownerPartition(acceptance.department, shardOf(acceptance.id, OWNER_SHARDS)),
    ownerSk: position(acceptance),
  }),
};

/** A version of an acceptance as it lies in the register. */
export type StoredAcceptance = Stored<Acceptance>;

/** Parses an item of the table: an acceptance's head or a version of its history. */
export const acceptanceFromItem = (item: unknown): StoredAcceptance => fromItem(ACCEPTANCE_HEAD, item);

/** One page of a department's acceptances. */
export interface AcceptancesQuery {
  readonly department: string;
  readonly status: AcceptanceStatus;
  /** @default from the beginning */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Acceptances in the register. */
export interface AcceptanceStore extends HeadStore<Acceptance> {
  /** Every acceptance of a subject, read consistently. */
  onSubject(key: string): Promise<readonly StoredAcceptance[]>;
  /**
   * A page of a department's: open ones first due first, others last accepted first; found by an index, which lags, and read consistently, so
   * that it may hold fewer than `limit` and have a next one.
   */
  list(
    query: AcceptancesQuery,
  ): Promise<{ readonly acceptances: readonly StoredAcceptance[]; readonly next: string | undefined }>;
}

const Owned = z.object({ pk: z.string(), sk: z.string(), ownerSk: z.string() });

/** BETWEEN includes the position itself, which is left out afterwards. */
const rangeOf = ({ status, after }: AcceptancesQuery) =>
  status === 'open' ? { ':low': after ?? 'open#', ':high': 'open$' } : { ':low': 'done#', ':high': after ?? 'done$' };

export const acceptanceStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): AcceptanceStore => {
  const getMany = headBatchStore(ACCEPTANCE_HEAD, deps);

  const inShard = async (shard: number, asked: AcceptancesQuery) => {
    const { Items = [] } = await deps.client.send(
      new QueryCommand({
        TableName: deps.table,
        IndexName: 'by-owner',
        KeyConditionExpression: 'ownerPk = :pk AND ownerSk BETWEEN :low AND :high',
        ExpressionAttributeValues: { ':pk': ownerPartition(asked.department, shard), ...rangeOf(asked) },
        ScanIndexForward: asked.status === 'open',
        Limit: asked.limit + 2,
      }),
    );
    return z
      .array(Owned)
      .parse(Items)
      .filter(({ ownerSk }) => ownerSk !== asked.after);
  };

  return {
    ...headStore(ACCEPTANCE_HEAD, deps),

    onSubject: (key) => partitionOf(ACCEPTANCE_HEAD, deps, key),

    list: async (asked) => {
      const shards = await Promise.all(allShards(OWNER_SHARDS).map((shard) => inShard(shard, asked)));
      const ascending = shards.flat().toSorted((a, b) => (a.ownerSk < b.ownerSk ? -1 : 1));
      const found = asked.status === 'open' ? ascending : ascending.toReversed();
      const page = found.slice(0, asked.limit);
      const read = new Map((await getMany(page)).map((stored) => [acceptanceKey(stored.image).sk, stored]));
      const acceptances = page
        .flatMap(({ sk }) => read.get(sk) ?? [])
        .filter(({ image }) => (image.state === 'open') === (asked.status === 'open'));
      return { acceptances, next: found.length > asked.limit ? page.at(-1)?.ownerSk : undefined };
    },
  };
};
