import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { caseKey, JOINT } from '../crypto/case-keys.ts';
import { packedBytes } from '../crypto/sealed-version.ts';
import { headBatchStore, type ReadHeads } from '../register/head-batch-store.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { headsIn, partitionPage } from '../register/partition-store.ts';
import { type CaseIndex, caseIndex, caseIndexes, type OwnCasesQuery } from './case-index-store.ts';
import { JointCase } from './joint-case.ts';

/** Cases among the register's heads. */
export const CASE_HEAD: HeadKind<JointCase> = {
  entity: 'case',
  format: { number: PLAIN_FORMAT, image: JointCase },
  keyOf: caseKey,
  indexes: caseIndexes,
};

/** A version of a case as it lies in the register. */
export type StoredCase = Stored<JointCase>;

/** Parses an item of the table: a case's head or a version of its history. */
export const caseFromItem = (item: unknown): StoredCase => fromItem(CASE_HEAD, item);

/**
 * An item holds 400 KB with its names and keys (DynamoDB), an answer 6 MB (Lambda), which a page of history must not pass. What may be
 * added without end, statements and exceptions, leaves room for a decision and its plan; these leave room for a suspension and an end.
 */
const ROOM = {
  more: { bytes: 280_000, characters: 700_000 },
  decision: { bytes: 360_000, characters: 1_000_000 },
} as const;

/** Whether a case can be stored as one item and read in one answer, with room for what must be possible after it. */
export const hasRoom = (image: JointCase, after: keyof typeof ROOM): boolean => {
  const { characters, bytes } = packedBytes(CASE_HEAD.format, image);
  return characters <= ROOM[after].characters && bytes <= ROOM[after].bytes;
};

/** One page of a department's cases; `next` is the position after which the next page begins. */
export interface CasePage {
  readonly cases: readonly StoredCase[];
  readonly next: string | undefined;
}

/** Joint cases in the register. */
export interface CaseStore extends HeadStore<JointCase> {
  getMany: ReadHeads<JointCase>;
  /** Every case on a subject, ended ones too, read consistently. */
  onSubject(key: string): Promise<readonly JointCase[]>;
  /** A page of a department's cases: found by an index, which lags, and read consistently. It may hold fewer than `limit` and have a next one. */
  list(query: OwnCasesQuery): Promise<CasePage>;
  /** Keys of responsible persons' cases beside an organisation's that are not ended; again until two passes find nothing, for the index lags. */
  beside: CaseIndex['beside'];
}

export const caseStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): CaseStore => {
  const getMany = headBatchStore(CASE_HEAD, deps);
  const index = caseIndex(deps);

  const page = async (key: string, after: Record<string, unknown> | undefined) => {
    const { Items = [], LastEvaluatedKey } = await deps.client.send(
      new QueryCommand({
        TableName: deps.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :cases)',
        ExpressionAttributeValues: { ':pk': key, ':cases': `${JOINT}case#` },
        ConsistentRead: true,
        ...(after && { ExclusiveStartKey: after }),
      }),
    );
    return {
      cases: headsIn(CASE_HEAD, partitionPage(Items)).map(({ image }) => image),
      last: LastEvaluatedKey,
    };
  };

  return {
    ...headStore(CASE_HEAD, deps),
    getMany,
    beside: index.beside,

    onSubject: async (key) => {
      const found: JointCase[] = [];
      let last: Record<string, unknown> | undefined;
      do {
        const next = await page(key, last);
        found.push(...next.cases);
        last = next.last;
      } while (last !== undefined);
      return found;
    },

    list: async (query) => {
      const { keys, next } = await index.owned(query);
      const read = new Map((await getMany(keys)).map((stored) => [CASE_HEAD.keyOf(stored.image).sk, stored]));
      const cases = keys.flatMap(({ sk }) => read.get(sk) ?? []);
      return { cases: cases.filter(({ image }) => query.state === undefined || image.state === query.state), next };
    },
  };
};
