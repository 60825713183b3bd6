import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CASE_HEAD } from '../cases/case-store.ts';
import { RECORD_HEAD } from '../records/record-store.ts';
import { headsIn, partitionItems } from '../register/partition-store.ts';
import type { KnownOfSubject } from './counting.ts';

/** Reads what may count for or against a subject, in one consistent Query; nothing of whom the register does not know. */
export type ReadKnown = (subjectKey: string) => Promise<KnownOfSubject>;

export const knownOfSubject =
  (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ReadKnown =>
  async (subjectKey) => {
    const items = await partitionItems(deps, subjectKey);
    return {
      records: headsIn(RECORD_HEAD, items).map(({ image }) => image),
      cases: headsIn(CASE_HEAD, items).map(({ image }) => image),
    };
  };
