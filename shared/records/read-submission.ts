import { parseInput } from '../http/parse.ts';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { fromNationalRow, toNationalPointer } from './national-row.ts';
import { NationalSubmission, QuickNationalSubmission } from './national-submission.ts';
import { RecordSubmission } from './submission.ts';

const isNational = (value: unknown): boolean => typeof value === 'object' && value !== null && 'national' in value;

const readNational = (value: unknown): Result<RecordSubmission, Failures> => {
  const quick = QuickNationalSubmission.safeParse(value);
  const given = quick.success ? ok(quick.data) : parseInput(NationalSubmission, value);
  if (!given.ok) return given;
  const { kind, national, birthDate, ...rest } = given.value;
  const row = fromNationalRow(kind, national);
  if (!row.ok)
    return isRefused(row.failure) ? fail(row.failure) : fail([{ kind: 'invalid-value', pointer: '/national' }]);
  const subject = { ...Object(row.value['subject']), ...(birthDate && { birthDate }) };
  const submission = parseInput(RecordSubmission, { ...row.value, ...rest, subject });
  if (submission.ok) return submission;
  const [first, ...others] = submission.failure.map((failure) => toNationalPointer(kind, failure));
  return fail(first === undefined ? submission.failure : [first, ...others]);
};

/** Reads a submission in our names or as a national row; failures point into what was sent. */
export const readSubmission = (value: unknown): Result<RecordSubmission, Failures> =>
  isNational(value) ? readNational(value) : parseInput(RecordSubmission, value);

/** Where failures of a later check lie in what was sent. */
export const inTermsOf = (value: unknown, submission: RecordSubmission, failures: Failures): Failures => {
  if (!isNational(value)) return failures;
  const [first, ...others] = failures;
  const translate = (failure: (typeof failures)[number]) => toNationalPointer(submission.kind, failure);
  return [translate(first), ...others.map(translate)];
};
