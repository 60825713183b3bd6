import type { JointCase } from '../../../../shared/cases/joint-case.ts';
import type { Failure } from '../../../../shared/kernel/failure.ts';
import type { Target } from '../../../../shared/objections/objection.ts';
import type { Objected } from '../../../../shared/objections/target.ts';
import type { CreditRecord } from '../../../../shared/records/record.ts';
import type { Head } from '../../../../shared/register/head.ts';
import type { HeadKind } from '../../../../shared/register/head-kind.ts';
import type { HeadStore } from '../../../../shared/register/head-store.ts';

type Heads<Image extends Head> = Pick<HeadStore<Image>, 'find' | 'get'>;

export interface ObjectedDependencies {
  readonly records: Heads<CreditRecord>;
  readonly cases: Heads<JointCase>;
  /** Where records and cases lie. */
  readonly keyOf: {
    readonly record: HeadKind<CreditRecord>['keyOf'];
    readonly case: HeadKind<JointCase>['keyOf'];
  };
}

/** What an objection is against, read consistently; undefined once it was put away into the archive. */
export const readObjected = async (
  { records, cases }: ObjectedDependencies,
  { type, key }: Pick<Target, 'type' | 'key'>,
): Promise<Objected | undefined> => {
  const record = type === 'record' ? await records.get(key) : undefined;
  if (record !== undefined) return { type: 'record', key, record: record.image };
  const joint = type === 'case' ? await cases.get(key) : undefined;
  return joint && { type: 'case', key, joint: joint.image };
};

/** Nothing can be decided about what was put away. */
export const PUT_AWAY: Failure = { kind: 'state-forbids', parameters: { state: 'archived' } };

/** What somebody wants to object to, if there is such a record or case on the subject. */
export const findObjected = async (
  { records, cases, keyOf }: ObjectedDependencies,
  { type, id }: Pick<Target, 'type' | 'id'>,
  subjectKey: string,
): Promise<Objected | undefined> => {
  if (type === 'record') {
    const record = (await records.find(id))?.image;
    return record?.subject.key === subjectKey ? { type, key: keyOf.record(record), record } : undefined;
  }
  const joint = (await cases.find(id))?.image;
  return joint?.subject.key === subjectKey ? { type, key: keyOf.case(joint), joint } : undefined;
};
