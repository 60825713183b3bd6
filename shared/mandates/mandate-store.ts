import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mandateKey } from '../crypto/mandate-keys.ts';
import type { HeadKey } from '../register/head.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { linkIndex } from '../register/link-index-store.ts';
import { partitionOf } from '../register/partition-store.ts';
import { Mandate } from './mandate.ts';

const ofSubject = (subjectKey: string): string => `mandates#${subjectKey}`;

/** Mandates among the register's heads, in the partition of their account; found by their subject while they are in force. */
export const MANDATE_HEAD: HeadKind<Mandate> = {
  entity: 'mandate',
  format: { number: PLAIN_FORMAT, image: Mandate },
  keyOf: mandateKey,
  indexes: ({ id, state, subject }) => (state === 'ended' ? {} : { linkPk: ofSubject(subject.key), linkSk: id }),
};

/** Visits at the counter are mandates too: of one subject more than these are nowhere shown. */
const MOST_OF_A_SUBJECT = 200;

/** The mandates of `register`. */
export interface MandateStore extends HeadStore<Mandate> {
  /** All mandates of an account, read consistently. */
  ofAccount(account: string): Promise<readonly Stored<Mandate>[]>;
  /** Keys of the mandates that somebody has for a subject, by an index, which lags. */
  ofSubject(subjectKey: string): Promise<readonly HeadKey[]>;
}

export const mandateStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): MandateStore => ({
  ...headStore(MANDATE_HEAD, deps),
  ofAccount: (account) => partitionOf(MANDATE_HEAD, deps, mandateKey({ account }).pk),
  ofSubject: async (subjectKey) =>
    (await linkIndex(deps)(ofSubject(subjectKey), { after: undefined, limit: MOST_OF_A_SUBJECT })).keys,
});
