import { identityNumberCheck, luhnHolds } from './check-characters.ts';
import { birthDateIn } from './person-documents.ts';
import { readableText } from './readable-text.ts';
import { parseUnifiedSocialCreditCode } from './unified-social-credit-code.ts';

/** What was found. */
export type PersonalDataKind = 'identity-number' | 'mobile-number' | 'landline-number' | 'account-number';

/** Where something that looks like personal data stands in a text (UTF-16 offsets, `end` excluded); never the data itself. */
export type PersonalDataFinding = { readonly kind: PersonalDataKind; readonly start: number; readonly end: number };

/** A pattern to search, and what must hold of a hit: without spaces and hyphens, with the text before and after it. */
type Search = {
  readonly kind: PersonalDataKind;
  readonly pattern: RegExp;
  readonly holds: (number: string, before: string, after: string) => boolean;
};

/** No number that is searched is shorter; most texts end here. */
const FEWEST_DIGITS = 7;
/** How far from a number the words that explain it are looked for. */
const CONTEXT_LENGTH = 24;

/** Hits of each pattern's group 1. A number may begin within a candidate that is none, so the patterns look ahead. */
const find = (original: string, searches: readonly Search[]): readonly PersonalDataFinding[] => {
  const { text, range } = readableText(original);
  if ((text.match(/\d/g)?.length ?? 0) < FEWEST_DIGITS) return [];
  const hits = searches.flatMap(({ kind, pattern, holds }) =>
    [...text.matchAll(pattern)].flatMap(({ index, 1: hit = '' }) => {
      const end = index + hit.length;
      const before = text.slice(Math.max(index - CONTEXT_LENGTH, 0), index);
      const after = text.slice(end, end + CONTEXT_LENGTH);
      return holds(hit.replace(/[ -]/g, ''), before, after) ? [{ kind, start: index, end }] : [];
    }),
  );
  const inOrder = hits.sort((a, b) => a.start - b.start || b.end - a.end);
  const apart = inOrder.filter((hit, i) => !inOrder.slice(0, i).some((earlier) => hit.start < earlier.end));
  return apart.map(({ kind, start, end }) => ({ kind, ...range(start, end) }));
};

/**
 * Serial numbers of area, date and sequence have 18 digits too (施工许可证编号, under the rules of 2014, 住房城乡建设部令第18号),
 * and one in eleven has a fitting check digit. From that year on digits alone count as a child's number only if the text
 * says so.
 */
const SERIAL_NUMBERS_FROM = '2014-01-01';
const SAYS_IDENTITY = /身份|(?<!许可)证件|公民|户口|户籍|\bid\b/i;

const isIdentityNumber = (number: string, before: string): boolean => {
  const first18 = number.slice(0, 18).toUpperCase();
  const birthDate = birthDateIn(first18);
  if (birthDate === undefined || identityNumberCheck(first18.slice(0, 17)) !== first18.slice(17)) return false;
  return birthDate < SERIAL_NUMBERS_FROM || first18.endsWith('X') || SAYS_IDENTITY.test(before);
};

/**
 * Identity numbers of 18 characters with a fitting check character and a possible birth date: together or split by spaces,
 * hyphens or line breaks, in half or full width, alone or heading an individual's tax number of 20. They may touch letters.
 */
export const findIdentityNumbers = (text: string): readonly PersonalDataFinding[] =>
  find(text, [
    {
      kind: 'identity-number',
      pattern: /(?<!\d)(?=([1-9](?:[ -]{0,3}\d){16}[ -]{0,3}[\dX](?:\d\d)?)(?!\d))/gi,
      holds: isIdentityNumber,
    },
  ]);

const isAmount = (before: string, after: string): boolean => /[¥￥$] ?$/.test(before) || /^( ?元|[.,]\d)/.test(after);
const isDocumentNumber = (before: string, after: string): boolean =>
  /(第|[〔[【(]\d{4}[〕\]】)]) ?$/.test(before) && /^ ?号/.test(after);
const isPlain = (_: string, before: string, after: string): boolean =>
  !isAmount(before, after) && !isDocumentNumber(before, after);

/** Issuer prefixes of the cards in use: 4, 5 and 6 (62 is 银联), 35, and 9558 of an older bank series (ISO/IEC 7812). */
const CARD = /^(?:[456]|35|9558)\d+$/;
const isCard = (number: string, before: string, after: string): boolean =>
  CARD.test(number) && luhnHolds(number) && !isAmount(before, after) && !parseUnifiedSocialCreditCode(number).ok;

/** A number that is no part of a longer one, of a code with letters or of a decimal fraction. */
const alone = (number: string): RegExp =>
  new RegExp(String.raw`(?:(?<![\dA-Z]|\d[.,])|(?<=tel|phone|mobile|fax))(?=(${number})(?![\dA-Z]))`, 'gi');

/** A number right after the word that says what it is. */
const named = (words: string, number: string): RegExp =>
  new RegExp(String.raw`(?<=(?:${words})(?:号码|号)?[为是:. ]{0,3})(?=(${number})(?![\dA-Z]))`, 'gi');

const CONTACT_SEARCHES: readonly Search[] = [
  { kind: 'mobile-number', pattern: alone(String.raw`(?:(?:\+|00)?86[ -]?)?1[3-9]\d{9}`), holds: isPlain },
  {
    kind: 'mobile-number',
    pattern: alone(String.raw`(?:(?:\+|00)?86[ -]?)?1[3-9]\d([ -])\d{4}\2\d{4}`),
    holds: isPlain,
  },
  // With its area code: 010, 02x or 03xx–09xx; a local number has seven or eight digits and begins with 2–8.
  {
    kind: 'landline-number',
    pattern: alone(
      String.raw`(?<!\d-)(?:\(0[1-9]\d{1,2}\)|(?:(?:\+|00)86[ -]?|0)[1-9]\d{1,2})[ -]?[2-8]\d{2,3}[ -]?\d{4}`,
    ),
    holds: isPlain,
  },
  // Without one, eight digits may be a date.
  {
    kind: 'landline-number',
    pattern: named('电话|座机|传真|联系方式|tel|fax|phone', String.raw`[2-8]\d{2,3}[ -]?\d{4}`),
    holds: isPlain,
  },
  { kind: 'account-number', pattern: alone(String.raw`\d{16,19}`), holds: isCard },
  { kind: 'account-number', pattern: alone(String.raw`\d{4}([ -])\d{4}\2\d{4}\2\d{4}`), holds: isCard },
  { kind: 'account-number', pattern: alone(String.raw`\d{4}([ -])\d{4}\2\d{4}\2\d{4}\2\d{1,3}`), holds: isCard },
  // Accounts that are no cards have no check digit.
  { kind: 'account-number', pattern: named('[账帐][号户]|卡号', String.raw`\d(?:[ -]?\d){8,29}`), holds: isPlain },
];

/**
 * Telephone and account numbers: mobile numbers, landlines, bank cards (16–19 digits, Luhn), and what the text itself calls
 * a telephone or an account. Codes, document numbers, dates and amounts do not count.
 */
export const findContactNumbers = (text: string): readonly PersonalDataFinding[] => find(text, CONTACT_SEARCHES);
