import { recordId } from '../../../shared/crypto/record-keys.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import type { ApiRequest } from '../../../shared/http/event.ts';
import { toProblem } from '../../../shared/http/problem-response.ts';
import { type Answer, answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { comparableText } from '../../../shared/kernel/comparable-text.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import { fail, type Result } from '../../../shared/kernel/result.ts';
import type { IdempotencyStore } from '../../../shared/records/idempotency-store.ts';
import { openRecord, recordSubject, type Seal } from '../../../shared/records/open-record.ts';
import { postRecords as contract, MAX_RECORDS } from '../../../shared/records/operations.ts';
import { inTermsOf, readSubmission } from '../../../shared/records/read-submission.ts';
import { receive } from '../../../shared/records/receive.ts';
import type { RecordStore, StoredRecord } from '../../../shared/records/record-store.ts';
import { type RecordView, toRecordView } from '../../../shared/records/record-view.ts';
import type { SubjectStore } from '../../../shared/subjects/subject-store.ts';

export interface PostRecordsDependencies extends ApiDependencies {
  readonly records: RecordStore;
  readonly subjects: SubjectStore;
  readonly idempotency: IdempotencyStore;
  readonly seal: Seal;
  /** A new random public id. */
  readonly publicId: () => string;
  readonly now: () => Instant;
}

type Request = ApiRequest<unknown, unknown>;
type Posted = Result<StoredRecord & { readonly created: boolean }, Failures>;

/** Writes of one request at a time: a burst of a hundred must not fill the client's connections. */
const AT_ONCE = 8;

/** Takes in one submission: read, admit, find its subject, store once. */
const takeIn = async (deps: PostRecordsDependencies, request: Request, sent: unknown): Promise<Posted> => {
  const at = deps.now();
  const submission = readSubmission(sent);
  if (!submission.ok) return submission;
  const { department, officer } = request.caller;
  const admitted = receive(submission.value, { department, today: beijingDate(at) });
  if (!admitted.ok) return fail(inTermsOf(sent, submission.value, admitted.failure));
  const { key, nameDiffers } = await deps.subjects.resolve(admitted.value.submittedSubject, at);
  const record = openRecord(admitted.value, {
    subject: await recordSubject(admitted.value.submittedSubject, key, deps.seal),
    nameDiffers,
    id: recordId(key, admitted.value),
    publicId: deps.publicId(),
    by: { department, officer, at },
  });
  // A number that is only spelled otherwise is no other content.
  const posted = { ...submission.value, documentNumber: comparableText(submission.value.documentNumber) };
  const added = await deps.records.add(record, posted);
  if (added.ok) return added;
  return fail([
    { kind: 'already-exists', parameters: { corrections: `/records/${added.failure.existing}/corrections` } },
  ]);
};

const view = (deps: PostRecordsDependencies, { record }: StoredRecord): RecordView =>
  toRecordView(record, { today: beijingDate(deps.now()) });

const one = async (deps: PostRecordsDependencies, request: Request): Promise<Answer> => {
  const posted = await takeIn(deps, request, request.body);
  if (!posted.ok) return { refused: posted.failure };
  const { record, created } = posted.value;
  const headers = { etag: etag(record.version), ...(created && { location: `/records/${record.id}` }) };
  return answer(created ? 201 : 200, view(deps, posted.value), headers);
};

const many = async (
  deps: PostRecordsDependencies,
  request: Request,
  submissions: readonly unknown[],
): Promise<Answer> => {
  if (submissions.length > MAX_RECORDS) {
    return refuse({ kind: 'too-many-items', parameters: { limit: MAX_RECORDS, count: submissions.length } });
  }
  const outcomes = await concurrently(AT_ONCE, submissions.entries(), async ([index, sent]) => {
    const posted = await takeIn(deps, request, sent);
    if (!posted.ok) return { index, outcome: 'refused', problem: toProblem(posted.failure, request.language) };
    return { index, outcome: posted.value.created ? 'created' : 'unchanged', record: view(deps, posted.value) };
  });
  return answer(200, { outcomes });
};

/** POST /records: one record, or an array of up to a hundred with an outcome for each. */
export const postRecords = (deps: PostRecordsDependencies) =>
  api(contract, deps, async (request) => {
    const { body, idempotencyKey: key, caller } = request;
    const bound =
      key === undefined ||
      (await deps.idempotency.bind({ department: caller.department, key, request: body, at: deps.now() }));
    if (!bound) return refuse({ kind: 'idempotency-key-reused' });
    return Array.isArray(body) ? many(deps, request, body) : one(deps, request);
  });
