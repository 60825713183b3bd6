import { correct } from '../../../shared/records/correct.ts';
import {
  confirmWithdrawal,
  correctRecord,
  proposeWithdrawalOfRecord,
  releaseHeldRecord,
} from '../../../shared/records/operations.ts';
import { decideWithdrawal, proposeWithdrawal, releaseHold, TRANSITIONS } from '../../../shared/records/transitions.ts';
import type { SubjectNames } from '../../../shared/subjects/subject-store.ts';
import { type ChangeRecordDependencies, changeRecord } from './change-record.ts';

/** POST /records/{id}/corrections. */
export const correctRecords = (deps: ChangeRecordDependencies) =>
  changeRecord(correctRecord, deps, { transition: TRANSITIONS.correct, change: correct });

/** POST /records/{id}/withdrawal. */
export const proposeWithdrawals = (deps: ChangeRecordDependencies) =>
  changeRecord(proposeWithdrawalOfRecord, deps, {
    transition: TRANSITIONS.proposeWithdrawal,
    change: proposeWithdrawal,
  });

/** POST /records/{id}/withdrawal/confirmation. */
export const confirmWithdrawals = (deps: ChangeRecordDependencies) =>
  changeRecord(confirmWithdrawal, deps, {
    transition: TRANSITIONS.confirmWithdrawal,
    change: (record, decision, { by }) => decideWithdrawal(record, decision, by),
  });

/** POST /records/{id}/hold-release: a name that was confirmed is the subject's from then on. */
export const releaseHolds = (deps: ChangeRecordDependencies & { readonly subjects: SubjectNames }) =>
  changeRecord(releaseHeldRecord, deps, {
    transition: TRANSITIONS.releaseHold,
    change: (record, release, { by }) => releaseHold(record, release, by),
    after: ({ subject }) => deps.subjects.confirmName(subject.key, subject.name),
  });
