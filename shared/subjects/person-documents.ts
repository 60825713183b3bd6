import { type CalendarDate, parseCalendarDate } from '../kernel/beijing-time.ts';
import type { Brand } from '../kernel/brand.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { identityNumberCheck } from './check-characters.ts';
import { normaliseCode } from './unified-social-credit-code.ts';

/** Documents that identify a natural person. 港澳台居民居住证 counts as a resident identity card: the same number scheme. */
export const PERSON_DOCUMENT_TYPES = [
  'resident-identity-card',
  'passport',
  'mainland-travel-permit-hong-kong-macao',
  'mainland-travel-permit-taiwan',
  'foreign-permanent-resident-identity-card',
] as const;

/** One of PERSON_DOCUMENT_TYPES. */
export type PersonDocumentType = (typeof PERSON_DOCUMENT_TYPES)[number];

/** A document number in one spelling. Personal data: it is encrypted where it lies and masked where it is shown. */
export type PersonDocumentNumber = Brand<string, 'PersonDocumentNumber'>;

/** A person's document; the birth date where the number states it. */
export type PersonDocument = {
  readonly type: PersonDocumentType;
  readonly number: PersonDocumentNumber;
  readonly birthDate?: CalendarDate;
};

/** Why a document is refused. `void-15-digit`: an identity card of before 1999, void since 2013-01-01. */
export type PersonDocumentFailure = {
  readonly kind: 'format' | 'check-character' | 'impossible-birth-date' | 'void-15-digit';
};

/** The words of the national tables (证件类型). */
export const PERSON_DOCUMENT_WORDS = {
  'resident-identity-card': '身份证',
  passport: '护照号',
  'mainland-travel-permit-hong-kong-macao': '港澳居民来往内地通行证',
  'mainland-travel-permit-taiwan': '台湾居民来往大陆通行证',
  'foreign-permanent-resident-identity-card': '外国人永久居留身份证',
} as const satisfies Record<PersonDocumentType, string>;

type Parsed = Result<{ readonly number: string; readonly birthDate?: CalendarDate }, PersonDocumentFailure>;

const matching =
  (format: RegExp) =>
  (number: string): Parsed =>
    format.test(number) ? ok({ number }) : fail({ kind: 'format' });

/** The birth date in digits 7–14 of an 18-character number, if there is such a day from 1900 to 2099. */
export const birthDateIn = (number: string): CalendarDate | undefined => {
  const [, year, month, day] = /^\d{6}((?:19|20)\d{2})(\d{2})(\d{2})/.exec(number) ?? [];
  return parseCalendarDate(`${year}-${month}-${day}`);
};

/** GB 11643-1999: 17 digits and a check character; area codes are not compared, since old ones stay valid. */
const identityNumber = (number: string): Parsed => {
  if (identityNumberCheck(number.slice(0, 17)) !== number.slice(17)) return fail({ kind: 'check-character' });
  const birthDate = birthDateIn(number);
  return birthDate === undefined ? fail({ kind: 'impossible-birth-date' }) : ok({ number, birthDate });
};

/** Whether a code of 18 characters is a possible identity number too: its check character fits, and it states a birth date. */
export const readsAsIdentityNumber = (code: string): boolean =>
  /^[1-9]\d{16}[\dX]$/.test(code) && identityNumber(code).ok;

const parsers: Readonly<Record<PersonDocumentType, (number: string) => Parsed>> = {
  'resident-identity-card': (number) => {
    if (/^\d{15}$/.test(number)) return fail({ kind: 'void-15-digit' });
    return /^[1-8]\d{16}[\dX]$/.test(number) ? identityNumber(number) : fail({ kind: 'format' });
  },
  // Any state's: ICAO Doc 9303 part 4 gives a passport number at most nine characters.
  passport: matching(/^(?=.*\d)[A-Z0-9]{5,9}$/),
  // The two digits after the eight count the issues: without them the number is the holder's for life.
  'mainland-travel-permit-hong-kong-macao': (number) => {
    const [, forLife] = /^([HM]\d{8})(?:\d{2})?$/.exec(number) ?? [];
    return forLife === undefined ? fail({ kind: 'format' }) : ok({ number: forLife });
  },
  'mainland-travel-permit-taiwan': matching(/^(\d{8}|\d{10}[A-Z])$/),
  // The card of 2023 has the scheme of the identity card, beginning with 9; the older one three letters and 12 digits.
  'foreign-permanent-resident-identity-card': (number) =>
    /^9\d{16}[\dX]$/.test(number) ? identityNumber(number) : matching(/^[A-Z]{3}\d{12}$/)(number),
};

/** Reads a document: its number in one spelling and, from 18-character numbers, the holder's birth date. */
export const parsePersonDocument = (document: {
  readonly type: PersonDocumentType;
  readonly number: string;
}): Result<PersonDocument, PersonDocumentFailure> => {
  const parsed = parsers[document.type](normaliseCode(document.number).replace(/[()]/g, ''));
  if (!parsed.ok) return parsed;
  const number = parsed.value.number as PersonDocumentNumber;
  return ok({ ...parsed.value, type: document.type, number });
};

/**
 * A document's number as it may be shown to those who may see it: of 18 characters the first six (the area) and the last
 * two, so neither year, month nor day of birth; of others the first and, if enough remains hidden, the last two.
 * Courts show the year and the last four characters; the purpose here needs less (个人信息保护法 6), so less is shown.
 */
export const maskNumber = ({ number }: { readonly number: string }): string => {
  const head = number.length === 18 ? 6 : 1;
  const tail = number.length >= 8 ? 2 : 0;
  const hidden = Math.max(number.length - head - tail, 0);
  return `${number.slice(0, head)}${'*'.repeat(hidden)}${number.slice(head + hidden)}`;
};
