import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { erasureKey } from '../crypto/erasure-keys.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore } from '../register/head-store.ts';
import { ErasureOrder } from './erasure-order.ts';

/** Orders of erasure among the register's heads. */
export const ERASURE_HEAD: HeadKind<ErasureOrder> = {
  entity: 'erasure',
  format: { number: PLAIN_FORMAT, image: ErasureOrder },
  keyOf: ({ target }) => erasureKey(target),
};

export const erasureStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): HeadStore<ErasureOrder> => headStore(ERASURE_HEAD, deps);
