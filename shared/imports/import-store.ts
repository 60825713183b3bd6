import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { importKey, importPartition } from '../crypto/import-keys.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import { headBatchStore } from '../register/head-batch-store.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import {
  OWNED_POSITION,
  type OwnedQuery,
  type OwnedStatus,
  ownedAttributes,
  ownedIndex,
} from '../register/owned-index-store.ts';
import type { Import, ImportState } from './import.ts';
import { ImportImage } from './import-image.ts';

const SORT = 'import';

/** Whether something is still to come of it. */
const statusOf = (state: ImportState): OwnedStatus => (state === 'awaited' || state === 'running' ? 'open' : 'done');

/** Imports among the register's heads. */
export const IMPORT_HEAD: HeadKind<Import> = {
  entity: 'import',
  format: { number: PLAIN_FORMAT, image: ImportImage },
  keyOf: importKey,
  indexes: ({ id, department: owner, state, announcedAt }) =>
    ownedAttributes(SORT, { id, owner, status: statusOf(state), on: beijingDate(announcedAt) }),
};

/** A version of an import as it lies in the register. */
export type StoredImport = Stored<Import>;

/** Parses an item of the table: an import's head or a version of its history. */
export const importFromItem = (item: unknown): StoredImport => fromItem(IMPORT_HEAD, item);

/** Position in a department's list. */
export const IMPORT_POSITION = OWNED_POSITION;

/** The imports of `register`. */
export interface ImportStore extends HeadStore<Import> {
  /** The newest run of a file, read consistently. */
  latest(digest: string): Promise<StoredImport | undefined>;
  /**
   * A page of a department's: those under way first announced first, others last announced first; found by an index, which lags, and read
   * consistently, so that it may hold fewer than `limit` and have a next one.
   */
  list(query: OwnedQuery): Promise<{ readonly imports: readonly StoredImport[]; readonly next: string | undefined }>;
}

export const importStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ImportStore => {
  const owned = ownedIndex(SORT, deps);
  const getMany = headBatchStore(IMPORT_HEAD, deps);
  return {
    ...headStore(IMPORT_HEAD, deps),

    latest: async (digest) => {
      const { Items = [] } = await deps.client.send(
        new QueryCommand({
          TableName: deps.table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': importPartition(digest) },
          ScanIndexForward: false,
          Limit: 1,
          ConsistentRead: true,
        }),
      );
      return Items[0] === undefined ? undefined : importFromItem(Items[0]);
    },

    list: async (query) => {
      const { keys, next } = await owned(query);
      const heads = new Map((await getMany(keys)).map((stored) => [nameOf(importKey(stored.image)), stored]));
      const imports = keys
        .flatMap((key) => heads.get(nameOf(key)) ?? [])
        .filter(({ image }) => statusOf(image.state) === query.status);
      return { imports, next };
    },
  };
};

const nameOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk}|${sk}`;
