import { recordId } from '../crypto/record-keys.ts';
import { isBusy } from '../http/faults.ts';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Failures } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Actor } from '../register/head.ts';
import type { AddedOfMany, AddMany } from '../register/head-inserts-store.ts';
import type { ResolveMany } from '../subjects/subject-batch-store.ts';
import type { ResolvedSubject } from '../subjects/subject-item.ts';
import type { SubjectStore } from '../subjects/subject-store.ts';
import type { ApprovedSubscriptions } from '../subscriptions/approved-subscriptions-store.ts';
import { openRecord, recordSubject, type Seal } from './open-record.ts';
import { comparablePosting } from './posting.ts';
import { inTermsOf, readSubmission } from './read-submission.ts';
import { type Admitted, receive } from './receive.ts';
import type { CreditRecord } from './record.ts';
import type { RecordStore, StoredRecord } from './record-store.ts';
import type { RecordSubmission } from './submission.ts';

/** A submission that may be taken in. */
export interface Entry {
  readonly submission: RecordSubmission;
  readonly admitted: Admitted;
}

/** What came of a submission: the record that is there now, and whether it was made of it. */
export type Posted = Result<StoredRecord & { readonly created: boolean }, Failures>;

/** What is needed to make a record of a submission. */
interface Opens {
  readonly seal: Seal;
  /** Subscriptions that were approved. */
  readonly subscriptions: ApprovedSubscriptions;
  /** A new random public id. */
  readonly publicId: () => string;
}

export interface TakeInDependencies extends Opens {
  readonly records: Pick<RecordStore, 'add'>;
  readonly subjects: SubjectStore;
}

export interface TakeInManyDependencies extends Opens {
  readonly addMany: AddMany<CreditRecord>;
  readonly resolveMany: ResolveMany;
}

/** Reads one thing that a department sent, in our names or as a national row, and admits it or says everything that is wrong with it. */
export const readEntry = (
  sent: unknown,
  context: { readonly department: string; readonly today: CalendarDate },
): Result<Entry, Failures> => {
  const submission = readSubmission(sent);
  if (!submission.ok) return submission;
  const admitted = receive(submission.value, context);
  return admitted.ok
    ? ok({ submission: submission.value, admitted: admitted.value })
    : fail(inTermsOf(sent, submission.value, admitted.failure));
};

const recordOf = async (
  { seal, publicId, subscriptions: approved }: Opens,
  by: Actor,
  { admitted }: Entry,
  { key, nameDiffers }: ResolvedSubject,
): Promise<CreditRecord> => {
  const subject = await recordSubject(admitted.submittedSubject, key, seal);
  const subscriptions = await approved(beijingDate(by.at));
  const id = recordId(key, admitted);
  return openRecord(admitted, { subject, nameDiffers, id, publicId: publicId(), by, subscriptions });
};

const alreadyThere = ({ image }: StoredRecord): Failures => [
  { kind: 'already-exists', parameters: { corrections: `/records/${image.id}/corrections` } },
];

/** Takes in one submission: find its subject, store once. */
export const takeIn = async (deps: TakeInDependencies, by: Actor, entry: Entry): Promise<Posted> => {
  const subject = await deps.subjects.resolve(entry.admitted.submittedSubject, by.at);
  const added = await deps.records.add(await recordOf(deps, by, entry, subject), comparablePosting(entry.submission));
  return added.ok ? added : fail(alreadyThere(added.failure));
};

const postedOf = (added: AddedOfMany<CreditRecord> | undefined): Posted => {
  if (added === 'put-away') return fail([{ kind: 'content-put-away' }]);
  if (added === 'newer') return fail([{ kind: 'newer-release' }]);
  if (added === undefined || added === 'busy') return fail([{ kind: 'service-busy' }]);
  return added.ok ? added : fail(alreadyThere(added.failure));
};

/**
 * Takes in many, in their order: of two that contradict each other the first one stays. A table that is busy refuses those that it did not
 * take, not the others beside them.
 */
export const takeInMany = async (
  deps: TakeInManyDependencies,
  by: Actor,
  entries: readonly Entry[],
): Promise<readonly Posted[]> => {
  try {
    const submitted = entries.map(({ admitted }) => admitted.submittedSubject);
    const subjects = await deps.resolveMany(submitted, by.at);
    const heads = await Promise.all(
      entries.map(async (entry, at) => {
        const subject = subjects[at];
        if (subject === undefined) throw new RangeError('a subject was not resolved');
        return { image: await recordOf(deps, by, entry, subject), request: comparablePosting(entry.submission) };
      }),
    );
    const added = await deps.addMany(heads);
    return entries.map((_, at) => postedOf(added[at]));
  } catch (error) {
    if (!isBusy(error)) throw error;
    return entries.map(() => fail([{ kind: 'service-busy' }]));
  }
};
