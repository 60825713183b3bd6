import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { PUT_AWAY, PutAway } from './put-away.ts';

/** What was put away, among the register's heads: in the place of what it was, found by no index but its id. */
export const PUT_AWAY_HEAD: HeadKind<PutAway> = {
  entity: PUT_AWAY,
  format: { number: PLAIN_FORMAT, image: PutAway },
  keyOf: ({ key }) => key,
};

export type StoredPutAway = Stored<PutAway>;

/** Parses an item of the table. */
export const putAwayFromItem = (item: unknown): StoredPutAway => fromItem(PUT_AWAY_HEAD, item);

export type PutAwayStore = Pick<HeadStore<PutAway>, 'find' | 'get' | 'change'>;

export const putAwayStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): PutAwayStore =>
  headStore(PUT_AWAY_HEAD, deps);
