import { CASE_TRANSITIONS } from '../../../shared/cases/case-transitions.ts';
import type { WorkOf } from '../../../shared/cases/case-work.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { markedCase, settledCase } from '../../../shared/objections/follow-case.ts';
import { markedRecord, settledRecord } from '../../../shared/objections/follow-record.ts';
import { decidedRecordEnd } from '../../../shared/objections/marks.ts';
import type { ObjectionStore } from '../../../shared/objections/objection-store.ts';
import { isUndecided } from '../../../shared/objections/transitions.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { TRANSITIONS } from '../../../shared/records/transitions.ts';
import { type EndCasesDeps, endCases } from './end-cases.ts';
import { type FollowDeps, type Following, followObjection } from './follow-objection.ts';

export interface FollowObjectionsDeps extends FollowDeps, EndCasesDeps {
  readonly objections: Pick<ObjectionStore, 'ofSubject' | 'get' | 'change'>;
  readonly records: Following<CreditRecord>['heads'];
  readonly cases: Following<JointCase>['heads'] & EndCasesDeps['cases'];
}

/**
 * Makes a record or a case bear what the objections against it say, as both are read now: marked while one is undecided, still once it is
 * overdue, and what was decided once it is. What is against something that ended falls away. What was decided comes first: it makes room for
 * the mark of the next one.
 */
export const followObjections = (deps: FollowObjectionsDeps) => {
  const records: Following<CreditRecord> = {
    heads: deps.records,
    from: TRANSITIONS.settleObjection.from,
    marked: markedRecord,
    settled: settledRecord,
  };
  const cases: Following<JointCase> = {
    heads: deps.cases,
    from: CASE_TRANSITIONS.end.from,
    marked: markedCase,
    settled: settledCase,
  };
  return async ({ what, id, key }: Pick<WorkOf<'follow-objections'>, 'what' | 'id' | 'key'>): Promise<void> => {
    const all = await deps.objections.ofSubject(key.pk);
    const against = all.filter(({ image: { target } }) => target.id === id && target.type === what);
    const inTurn = [
      ...against.filter(({ image }) => !isUndecided(image)),
      ...against.filter(({ image }) => isUndecided(image)),
    ];
    const follow = what === 'record' ? followObjection(deps, records, key) : followObjection(deps, cases, key);
    for (const objection of inTurn) await follow(objection);
    // Whatever ended the record first: what was decided to be deleted carries no case.
    const isDeleted = what === 'record' && against.some(({ image }) => decidedRecordEnd(image, id) !== undefined);
    const record = isDeleted ? await deps.records.get(key) : undefined;
    if (record) await endCases(deps, record.image);
  };
};
