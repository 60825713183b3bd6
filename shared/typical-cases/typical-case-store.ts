import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { typicalCaseKey } from '../crypto/typical-case-keys.ts';
import type { HeadKey } from '../register/head.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { linkIndex } from '../register/link-index-store.ts';
import { partitionOf } from '../register/partition-store.ts';
import type { TypicalCase } from './typical-case.ts';
import { TypicalCaseImage } from './typical-case-image.ts';

/** What hangs on a joint case that is told of. */
const toldOf = (caseId: string): string => `told#${caseId}`;

/** Typical cases among the register's heads; found by their joint case until they are withdrawn. */
export const TYPICAL_CASE_HEAD: HeadKind<TypicalCase> = {
  entity: 'typical-case',
  format: { number: PLAIN_FORMAT, image: TypicalCaseImage },
  keyOf: typicalCaseKey,
  indexes: ({ id, caseId, state }) => (state === 'withdrawn' ? {} : { linkPk: toldOf(caseId), linkSk: id }),
};

/** A case is told of once or twice; departments write under different titles. */
const MOST_ON_A_CASE = 100;

/** The typical cases of `register`. */
export interface TypicalCaseStore extends HeadStore<TypicalCase> {
  /** All that were first written in a year, read consistently: a city writes some dozens. */
  ofYear(year: string): Promise<readonly Stored<TypicalCase>[]>;
  /** Keys of those on a joint case that are not withdrawn, by an index, which lags: few. */
  onCase(caseId: string): Promise<readonly HeadKey[]>;
}

export const typicalCaseStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): TypicalCaseStore => ({
  ...headStore(TYPICAL_CASE_HEAD, deps),
  onCase: async (caseId) => (await linkIndex(deps)(toldOf(caseId), { after: undefined, limit: MOST_ON_A_CASE })).keys,
  ofYear: (year) => partitionOf(TYPICAL_CASE_HEAD, deps, typicalCaseKey({ year, digest: '' }).pk),
});
