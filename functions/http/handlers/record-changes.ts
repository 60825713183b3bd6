import type * as z from 'zod';
import type { Operation } from '../../../shared/http/operation.ts';
import type { CalendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { withTold } from '../../../shared/notifications/told.ts';
import { correct } from '../../../shared/records/correct.ts';
import {
  confirmWithdrawal,
  correctRecord,
  findRecordOutcome,
  proposeWithdrawalOfRecord,
  releaseHeldRecord,
} from '../../../shared/records/operations.ts';
import { findOutcome } from '../../../shared/records/outcome.ts';
import { heldToRelease, ownToChange } from '../../../shared/records/own-record.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { RecordStore } from '../../../shared/records/record-store.ts';
import { toRecordView } from '../../../shared/records/record-view.ts';
import { decideWithdrawal, proposeWithdrawal, releaseHold, TRANSITIONS } from '../../../shared/records/transitions.ts';
import { versionsOf } from '../../../shared/register/versions.ts';
import type { SubjectNames } from '../../../shared/subjects/subject-store.ts';
import type { ApprovedSubscriptions } from '../../../shared/subscriptions/approved-subscriptions-store.ts';
import { type ChangeDependencies, type ChangeStep, changeHead } from './change-head.ts';

export interface ChangeRecordDependencies extends ChangeDependencies {
  readonly records: RecordStore;
}

/** A function that changes a record of the caller's own department. */
const changeRecord = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: ChangeRecordDependencies,
  step: Pick<ChangeStep<CreditRecord, z.output<Body>>, 'transition' | 'change' | 'after'>,
  own = ownToChange,
) =>
  changeHead(contract, deps, {
    ...step,
    heads: deps.records,
    find: (id, { department }) => own(deps.records, id, department),
    view: (record, { today }) => toRecordView(record, { today }),
  });

export interface TellingDependencies extends ChangeRecordDependencies {
  /** Subscriptions that were approved: whom a released or corrected record concerns beside those who are seeded. */
  readonly subscriptions: ApprovedSubscriptions;
}

/** The next version with everyone who is told of it. */
const told = async (
  { subscriptions }: TellingDependencies,
  next: Result<CreditRecord, Failures>,
  today: CalendarDate,
): Promise<Result<CreditRecord, Failures>> => (next.ok ? ok(withTold(next.value, await subscriptions(today))) : next);

/** POST /records/{id}/corrections. */
export const correctRecords = (deps: TellingDependencies) =>
  changeRecord(correctRecord, deps, {
    transition: TRANSITIONS.correct,
    change: (record, correction, context) => told(deps, correct(record, correction, context), context.today),
  });

/** Officers who wrote what a record says: who posted it, and who corrected it. */
const writersOf = async (records: RecordStore, record: CreditRecord): Promise<readonly string[]> => {
  const versions = await versionsOf(records, record);
  const written = versions.filter(({ change }) => change.action === 'post' || change.action === 'correct');
  return written.map(({ change }) => change.officer);
};

/** POST /records/{id}/fulfilment. */
export const findOutcomes = (deps: ChangeRecordDependencies) =>
  changeRecord(findRecordOutcome, deps, {
    transition: TRANSITIONS.findOutcome,
    change: async (record, found, { by, today }) =>
      findOutcome(record, found, { by, today, writers: await writersOf(deps.records, record) }),
  });

/** POST /records/{id}/withdrawal. */
export const proposeWithdrawals = (deps: ChangeRecordDependencies) =>
  changeRecord(proposeWithdrawalOfRecord, deps, {
    transition: TRANSITIONS.proposeWithdrawal,
    change: proposeWithdrawal,
  });

/** Also what has ended by a decision while its annulment waited; from which state it may, the decision itself says. */
const CONFIRMED = {
  action: 'confirm-withdrawal',
  from: [...TRANSITIONS.confirmWithdrawal.from, ...TRANSITIONS.confirmAnnulment.from],
} as const;

/** POST /records/{id}/withdrawal/confirmation. */
export const confirmWithdrawals = (deps: ChangeRecordDependencies) =>
  changeRecord(confirmWithdrawal, deps, {
    transition: CONFIRMED,
    change: (record, decision, { by }) => decideWithdrawal(record, decision, by),
  });

/** POST /records/{id}/hold-release: a name that was confirmed is the subject's from then on. */
export const releaseHolds = (deps: TellingDependencies & { readonly subjects: SubjectNames }) =>
  changeRecord(
    releaseHeldRecord,
    deps,
    {
      transition: TRANSITIONS.releaseHold,
      change: (record, release, { by, today }) => told(deps, releaseHold(record, release, by), today),
      after: ({ subject }) => deps.subjects.confirmName(subject.key, subject.name),
    },
    heldToRelease,
  );
