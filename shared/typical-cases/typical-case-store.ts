import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { typicalCaseKey } from '../crypto/typical-case-keys.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { partitionOf } from '../register/partition-store.ts';
import type { TypicalCase } from './typical-case.ts';
import { TypicalCaseImage } from './typical-case-image.ts';

/** Typical cases among the register's heads. */
export const TYPICAL_CASE_HEAD: HeadKind<TypicalCase> = {
  entity: 'typical-case',
  format: { number: PLAIN_FORMAT, image: TypicalCaseImage },
  keyOf: typicalCaseKey,
};

/** The typical cases of `register`. */
export interface TypicalCaseStore extends HeadStore<TypicalCase> {
  /** All that were first written in a year, read consistently: a city writes some dozens. */
  ofYear(year: string): Promise<readonly Stored<TypicalCase>[]>;
}

export const typicalCaseStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): TypicalCaseStore => ({
  ...headStore(TYPICAL_CASE_HEAD, deps),
  ofYear: (year) => partitionOf(TYPICAL_CASE_HEAD, deps, typicalCaseKey({ year, digest: '' }).pk),
});
