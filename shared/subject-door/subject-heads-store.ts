import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ACCEPTANCE_HEAD } from '../acceptances/acceptance-store.ts';
import { AUTHORISATION_HEAD } from '../authorisations/authorisation-store.ts';
import { CASE_HEAD } from '../cases/case-store.ts';
import { OBJECTION_HEAD } from '../objections/objection-store.ts';
import { RECORD_HEAD } from '../records/record-store.ts';
import { headsIn, partitionItems } from '../register/partition-store.ts';
import { REPAIR_HEAD } from '../repairs/repair-store.ts';
import { PUT_AWAY_HEAD } from '../retention/put-away-store.ts';
import { TASK_HEAD } from '../tasks/task-store.ts';
import type { SubjectHeads } from './subject-heads.ts';

/** Reads all that the register keeps of a subject: one consistent Query, so that its parts fit each other. */
export type ReadSubject = (subjectKey: string) => Promise<SubjectHeads>;

export const subjectHeads =
  (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ReadSubject =>
  async (subjectKey) => {
    const items = await partitionItems(deps, subjectKey);
    return {
      records: headsIn(RECORD_HEAD, items).map(({ image }) => image),
      cases: headsIn(CASE_HEAD, items).map(({ image }) => image),
      tasks: headsIn(TASK_HEAD, items).map(({ image }) => image),
      authorisations: headsIn(AUTHORISATION_HEAD, items).map(({ image }) => image),
      objections: headsIn(OBJECTION_HEAD, items).map(({ image }) => image),
      putAway: headsIn(PUT_AWAY_HEAD, items).map(({ image }) => image),
      repairs: headsIn(REPAIR_HEAD, items).map(({ image }) => image),
      acceptances: headsIn(ACCEPTANCE_HEAD, items).map(({ image }) => image),
    };
  };
