import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CASE_HEAD } from '../cases/case-store.ts';
import type { JointCase } from '../cases/joint-case.ts';
import { OBJECTION_HEAD } from '../objections/objection-store.ts';
import { RECORD_HEAD } from '../records/record-store.ts';
import { headsIn, partitionItems } from '../register/partition-store.ts';
import { REPAIR_HEAD } from '../repairs/repair-store.ts';
import type { KnownOfSubject } from './counting.ts';

/**
 * Reads what may count for or against a subject, in one consistent Query; of a responsible person also the organisation's partition. Nothing of
 * whom the register does not know.
 */
export type ReadKnown = (subjectKey: string) => Promise<KnownOfSubject>;

type Own = Omit<KnownOfSubject, 'organisations'>;

const organisationsOf = (cases: readonly JointCase[]): readonly string[] => [
  ...new Set(
    cases.flatMap(({ state, responsibility }) =>
      responsibility === undefined || state === 'ended' ? [] : [responsibility.organisationCase.key.pk],
    ),
  ),
];

export const knownOfSubject = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): ReadKnown => {
  const own = async (subjectKey: string): Promise<Own> => {
    const items = await partitionItems(deps, subjectKey);
    return {
      records: headsIn(RECORD_HEAD, items).map(({ image }) => image),
      cases: headsIn(CASE_HEAD, items).map(({ image }) => image),
      repairs: headsIn(REPAIR_HEAD, items).map(({ image }) => image),
      objections: headsIn(OBJECTION_HEAD, items).map(({ image }) => image),
    };
  };

  return async (subjectKey) => {
    const known = await own(subjectKey);
    // A person answers beside few organisations.
    const others = await Promise.all(organisationsOf(known.cases).map(own));
    const organisations = others.flatMap(({ cases, ...grounds }) =>
      cases.map((joint) => [joint.id, { joint, grounds }] as const),
    );
    return { ...known, organisations: new Map(organisations) };
  };
};
