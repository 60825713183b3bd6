import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { REPAIRS, repairKey } from '../crypto/repair-keys.ts';
import { headBatchStore } from '../register/head-batch-store.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { headsIn, partitionPage } from '../register/partition-store.ts';
import { Repair } from './repair.ts';
import { type OwnedRepairsQuery, repairIndex, repairIndexes } from './repair-index-store.ts';
import { isOpen } from './transitions.ts';

/** Applications for repair among the register's heads. */
export const REPAIR_HEAD: HeadKind<Repair> = {
  entity: 'repair',
  format: { number: PLAIN_FORMAT, image: Repair },
  keyOf: repairKey,
  indexes: repairIndexes,
};

/** A version of an application as it lies in the register. */
export type StoredRepair = Stored<Repair>;

/** Parses an item of the table: an application's head or a version of its history. */
export const repairFromItem = (item: unknown): StoredRepair => fromItem(REPAIR_HEAD, item);

/** One page of a department's applications; `next` is the position after which the next page begins. */
export interface RepairPage {
  readonly repairs: readonly StoredRepair[];
  readonly next: string | undefined;
}

/** Applications for repair in the register. */
export interface RepairStore extends HeadStore<Repair> {
  /** Every application of a subject, closed ones too, read consistently. */
  onSubject(key: string): Promise<readonly StoredRepair[]>;
  /**
   * A page of what a department decides on: found by an index, which lags, and read consistently. It may hold fewer than `limit` and have
   * a next one.
   */
  list(query: OwnedRepairsQuery): Promise<RepairPage>;
}

export const repairStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): RepairStore => {
  const getMany = headBatchStore(REPAIR_HEAD, deps);
  const owned = repairIndex(deps);

  return {
    ...headStore(REPAIR_HEAD, deps),

    onSubject: async (key) => {
      const query = {
        TableName: deps.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :repairs)',
        ExpressionAttributeValues: { ':pk': key, ':repairs': REPAIRS },
        ConsistentRead: true,
      };
      const found: StoredRepair[] = [];
      for await (const { Items = [] } of paginateQuery({ client: deps.client }, query)) {
        found.push(...headsIn(REPAIR_HEAD, partitionPage(Items)));
      }
      return found;
    },

    list: async (query) => {
      const { keys, next } = await owned(query);
      const read = new Map((await getMany(keys)).map((stored) => [repairKey(stored.image).sk, stored]));
      const repairs = keys.flatMap(({ sk }) => read.get(sk) ?? []);
      return { repairs: repairs.filter(({ image }) => isOpen(image) === (query.status === 'open')), next };
    },
  };
};
