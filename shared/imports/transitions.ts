import { bodyOn } from '../bodies/bodies.ts';
import { departmentOn } from '../departments/departments.ts';
import { nameFailures } from '../files/file-name.ts';
import { beijingDate, type Instant, toEpochMs, toInstant } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { kindDefinition, mayWrite } from '../records/kinds/kinds.ts';
import type { Actor, Transition } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { Import, ImportAction, ImportState, RowCounts } from './import.ts';
import { importRulesOn } from './import-rules.ts';
import type { ImportSubmission } from './import-submission.ts';

/** What is over stays so: the same file handed in again is another run. */
export const IMPORT_TRANSITIONS = {
  offerAgain: { action: 'offer-again', from: ['awaited'] },
  begin: { action: 'begin', from: ['awaited'] },
  reject: { action: 'reject', from: ['awaited'] },
  cancel: { action: 'cancel', from: ['awaited'] },
  finish: { action: 'finish', from: ['running'] },
} as const satisfies Record<string, Transition<ImportState, ImportAction>>;

const MINUTE_MS = 60_000;

const tooLarge = ({ format, size }: ImportSubmission, at: Instant): readonly Failure[] => {
  const limit = importRulesOn(beijingDate(at)).formats[format].mostBytes;
  return size > limit ? [{ kind: 'file-too-large', pointer: '/size', parameters: { limit } }] : [];
};

/** A file of records as it may be handed in: of a kind that the department writes, within its size, under a fitting name. */
export const admitImport = (given: ImportSubmission, by: Actor): Result<ImportSubmission, Failures> => {
  const { department, at } = by;
  const today = beijingDate(at);
  if (departmentOn(department, today) === undefined && bodyOn(department, today) === undefined) {
    return fail([{ kind: 'unknown-department', parameters: { department } }]);
  }
  const record = kindDefinition(given.kind).label;
  const failures: readonly Failure[] = [
    ...(mayWrite(given.kind, department)
      ? []
      : [{ kind: 'writer-not-allowed', pointer: '/kind', parameters: { record } } as const]),
    ...tooLarge(given, at),
    ...nameFailures(given.name, importRulesOn(today).formats[given.format]),
    ...identityNumbersIn([{ pointer: '/name', text: given.name }]),
  ];
  return isRefused(failures) ? fail(failures) : ok(given);
};

const uploadUntil = (at: Instant): Instant =>
  toInstant(toEpochMs(at) + importRulesOn(beijingDate(at)).uploadMinutes * MINUTE_MS);

/** Opens the place of a run of a file. */
export const offerImport = (
  place: Pick<Import, 'id' | 'digest' | 'run'>,
  given: ImportSubmission,
  by: Actor,
): Import => ({
  ...place,
  ...given,
  department: by.department,
  officer: by.officer,
  version: 1,
  state: 'awaited',
  announcedAt: by.at,
  uploadUntil: uploadUntil(by.at),
  change: { action: 'offer', ...by },
});

/** With less than half of its time left, a form is not given out again. */
export const needsNewForm = ({ uploadUntil: until }: Import, at: Instant): boolean =>
  toEpochMs(until) - toEpochMs(at) < (importRulesOn(beijingDate(at)).uploadMinutes * MINUTE_MS) / 2;

const after = (image: Import, transition: Transition<ImportState, ImportAction>, by: Actor) => ({
  ...image,
  version: image.version + 1,
  change: changeBy(transition, by),
});

/** Opens it again for who did not send it in time. */
export const offerImportAgain = (image: Import, by: Actor): Import => ({
  ...after(image, IMPORT_TRANSITIONS.offerAgain, by),
  uploadUntil: uploadUntil(by.at),
});

/** Its department does not want it any more. Once rows are being taken in, it is too late: they are records then. */
export const cancelImport = (image: Import, by: Actor): Result<Import, Failures> => {
  if (!IMPORT_TRANSITIONS.cancel.from.some((state) => state === image.state)) {
    return fail([{ kind: 'state-forbids', parameters: { state: image.state } }]);
  }
  return ok({ ...after(image, IMPORT_TRANSITIONS.cancel, by), state: 'cancelled' });
};

/** Its parts are known; undefined if it is not waited for any more. */
export const beginImport = (image: Import, parts: number, by: Actor): Import | undefined =>
  image.state === 'awaited' ? { ...after(image, IMPORT_TRANSITIONS.begin, by), state: 'running', parts } : undefined;

/** The file as a whole is not what it should be; undefined if it is not waited for any more. */
export const rejectImport = (image: Import, failures: Failures, by: Actor): Import | undefined =>
  image.state === 'awaited'
    ? { ...after(image, IMPORT_TRANSITIONS.reject, by), state: 'rejected', failures }
    : undefined;

/** All of its parts are done; undefined if that has been said already. */
export const finishImport = (image: Import, counts: RowCounts, by: Actor): Import | undefined =>
  image.state === 'running' ? { ...after(image, IMPORT_TRANSITIONS.finish, by), state: 'finished', counts } : undefined;
