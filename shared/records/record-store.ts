import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { recordKey } from '../crypto/record-keys.ts';
import type { HeadKind } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import type { CreditRecord } from './record.ts';
import { RECORD_DICTIONARY } from './record-dictionary.ts';
import { RecordImage } from './record-image.ts';

/** Records among the register's heads. */
export const RECORD_HEAD: HeadKind<CreditRecord> = {
  entity: 'record',
  format: { number: 1, dictionary: RECORD_DICTIONARY, image: RecordImage },
  keyOf: (record) => recordKey(record.subject.key, record),
  indexes: ({ mirrored }) => (mirrored === undefined ? {} : { mirrored: true }),
};

/** A version of a record as it lies in the register. */
export type StoredRecord = Stored<CreditRecord>;

/** Parses an item of the table: a record's head or a version of its history. */
export const recordFromItem = (item: unknown): StoredRecord => fromItem(RECORD_HEAD, item);

/** The records of `register`: a head per record, changed in place, every older version beside it as history. */
export type RecordStore = HeadStore<CreditRecord>;

export const recordStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): RecordStore =>
  headStore(RECORD_HEAD, deps);
