import type { CalendarDate } from '../kernel/beijing-time.ts';
import { PublicEntry } from './entry.ts';

/**
 * Why an entry that the register gave may not go out: a fault upstream that one record must not pass on to all
 * others.
 */
export type Refusal =
  | 'malformed'
  | 'wrong-kind'
  | 'wrong-end'
  | 'other-public-id'
  | 'no-subject-code'
  | 'subject-code'
  | 'identity-number';

/** Whether a text holds a person's identity number. */
export type FindsIdentityNumber = (text: string) => boolean;

const SUBJECT_CODE = 'unifiedSocialCreditCode';

/** The code by which the entry's subject is looked up. */
export const subjectCodeOf = ({ fields }: PublicEntry): string | undefined => {
  const code = fields[SUBJECT_CODE];
  return typeof code === 'string' && code !== '' ? code : undefined;
};

const holdsIdentityNumber = ({ fields }: PublicEntry, finds: FindsIdentityNumber): boolean =>
  Object.entries(fields)
    .filter(([name]) => name !== SUBJECT_CODE)
    .some(([, value]) =>
      (Array.isArray(value) ? value : [value]).some((text) => typeof text === 'string' && finds(text)),
    );

/** The last gate before the public copy; undefined if the entry may pass. */
export const refusalOf = (
  entry: PublicEntry,
  expected: {
    readonly kind: string;
    readonly leavesOn: CalendarDate | undefined;
    /** That of the version that stands there or stood there before. */
    readonly publicId: string | undefined;
    readonly aboutNobody?: true | undefined;
  },
  finds: FindsIdentityNumber,
): Refusal | undefined => {
  if (!PublicEntry.safeParse(entry).success) return 'malformed';
  if (entry.fields['kind'] !== expected.kind) return 'wrong-kind';
  if (entry.fields['publicUntil'] !== expected.leavesOn) return 'wrong-end';
  if (expected.publicId !== undefined && entry.publicId !== expected.publicId) return 'other-public-id';
  const isAboutNobody = subjectCodeOf(entry) === undefined;
  if (isAboutNobody && !expected.aboutNobody) return 'no-subject-code';
  // What names no subject is not looked up by one.
  if (!isAboutNobody && expected.aboutNobody) return 'subject-code';
  if (holdsIdentityNumber(entry, finds)) return 'identity-number';
  return undefined;
};
