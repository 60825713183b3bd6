import { beijingDate, type Instant, toEpochMs, toInstant } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Actor, Transition } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { type AllowedType, fileRulesOn, MEDIA_TYPES, type MediaType } from './allowed-types.ts';
import { nameFailures } from './file-name.ts';
import type { FileSubmission } from './file-submission.ts';
import type { FileAction, FileState, Scan, StoredFile } from './stored-file.ts';

/** What passed stays as it is: nothing replaces a file that somebody may have relied on. */
export const FILE_TRANSITIONS = {
  offerAgain: { action: 'offer-again', from: ['pending', 'rejected'] },
  pass: { action: 'pass', from: ['pending'] },
  reject: { action: 'reject', from: ['pending'] },
} as const satisfies Record<string, Transition<FileState, FileAction>>;

const MINUTE_MS = 60_000;

const isMediaType = (text: string): text is MediaType => MEDIA_TYPES.some((type) => type === text);

/** A file as it may be handed in on a day: of an allowed type, within its size, under a name of that type's. */
export const admitFile = (
  { mediaType, name, bytes }: Pick<FileSubmission, 'mediaType' | 'name' | 'bytes'>,
  at: Instant,
): Result<MediaType, Failures> => {
  const { types } = fileRulesOn(beijingDate(at));
  const type = types.find((one) => one.mediaType === mediaType);
  if (type === undefined || !isMediaType(mediaType)) {
    const allowed = types.map((one: AllowedType) => one.mediaType).join(', ');
    return fail([{ kind: 'file-type-not-allowed', pointer: '/mediaType', parameters: { allowed } }]);
  }
  const failures: readonly Failure[] = [
    ...(bytes > type.mostBytes
      ? [{ kind: 'file-too-large', pointer: '/bytes', parameters: { limit: type.mostBytes } } as const]
      : []),
    ...nameFailures(name, type),
    ...identityNumbersIn([{ pointer: '/name', text: name }]),
  ];
  return isRefused(failures) ? fail(failures) : ok(mediaType);
};

/** Until when the form that is given out at a moment holds. */
export const uploadUntil = (at: Instant): Instant =>
  toInstant(toEpochMs(at) + fileRulesOn(beijingDate(at)).uploadMinutes * MINUTE_MS);

/** Opens the place of a file. */
export const offerFile = (
  place: Pick<StoredFile, 'id' | 'digest' | 'owner' | 'mandate'>,
  given: Omit<FileSubmission, 'mandate' | 'mediaType'> & { readonly mediaType: MediaType },
  by: Actor,
): StoredFile => ({
  ...place,
  ...given,
  version: 1,
  state: 'pending',
  uploadUntil: uploadUntil(by.at),
  change: { action: 'offer', ...by },
});

/** Opens it again, for who did not send it in time or sent what was refused. */
export const offerAgain = ({ scan: _, ...file }: StoredFile, by: Actor): StoredFile => ({
  ...file,
  version: file.version + 1,
  state: 'pending',
  uploadUntil: uploadUntil(by.at),
  change: changeBy(FILE_TRANSITIONS.offerAgain, by),
});

/** The scan's word on what lies in its place; undefined if it has been given already. */
export const afterScan = (file: StoredFile, scan: Scan, by: Actor): StoredFile | undefined => {
  if (file.state !== 'pending') return undefined;
  const passed = scan.rejection === undefined;
  const transition = passed ? FILE_TRANSITIONS.pass : FILE_TRANSITIONS.reject;
  return {
    ...file,
    version: file.version + 1,
    state: passed ? 'clean' : 'rejected',
    scan,
    change: changeBy(transition, by, scan.rejection),
  };
};
