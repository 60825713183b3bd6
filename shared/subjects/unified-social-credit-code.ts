import type { Brand } from '../kernel/brand.ts';
import type { Label } from '../kernel/label.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { creditCodeCheck, organisationCodeCheck } from './check-characters.ts';
import authorities from './registering-authorities.json' with { type: 'json' };

/** 统一社会信用代码 of an organisation or sole trader, GB 32100-2015: 18 characters, the last one checked. */
export type UnifiedSocialCreditCode = Brand<string, 'UnifiedSocialCreditCode'>;

/** Why a code is refused: its shape, or a check character that does not fit. */
export type CodeFailure = { readonly kind: 'format' | 'check-character' };

/** Who registered a subject and as what; `entity` is absent for a class that the standard does not list. */
export type SubjectClass = { readonly code: string; readonly authority: Label; readonly entity?: Label };

/**
 * Digits only in the area code (3–8): it is the registering authority's of that day, so old and abolished areas are valid.
 * Characters of GB 32100's own alphabet in the rest; the check character may be any of them, not only a digit or X.
 */
const FORMAT = /^[1-9ANY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** Most codes come in it. */
const IN_ONE_SPELLING = /^[0-9A-Z]*$/;

/** One spelling of a code or number: half-width, upper case, without spaces, hyphens and invisible characters. */
export const normaliseCode = (text: string): string =>
  IN_ONE_SPELLING.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
        .toUpperCase();

/** The code that a text names once normalised. The inner organisation code is not checked here: see organisationCodeHolds. */
export const parseUnifiedSocialCreditCode = (text: string): Result<UnifiedSocialCreditCode, CodeFailure> => {
  const code = normaliseCode(text);
  if (!FORMAT.test(code)) return fail({ kind: 'format' });
  if (creditCodeCheck(code.slice(0, 17)) !== code.slice(17)) return fail({ kind: 'check-character' });
  return ok(code as UnifiedSocialCreditCode);
};

/** Characters 9–17: the subject's organisation code (GB 11714), nine characters without hyphen. */
export const organisationCodeOf = (code: UnifiedSocialCreditCode): string => code.slice(8, 17);

/** Whether the inner organisation code's own check character fits. Worth a warning only: issued codes break it. */
export const organisationCodeHolds = (code: UnifiedSocialCreditCode): boolean =>
  organisationCodeCheck(code.slice(8, 16)) === code.slice(16, 17);

type Authority = Label & { readonly classes: Readonly<Record<string, Label>> };
const authorityByCharacter: Readonly<Record<string, Authority>> = authorities;

/** Registering authority and class of entity, by the first two characters. */
export const subjectClass = (code: UnifiedSocialCreditCode): SubjectClass => {
  const authority = authorityByCharacter[code.slice(0, 1)];
  if (authority === undefined) throw new Error(`registering-authorities.json lacks ${code.slice(0, 1)}`);
  const entity = authority.classes[code.slice(1, 2)];
  const label = { zh: authority.zh, en: authority.en };
  return { code: code.slice(0, 2), authority: label, ...(entity !== undefined && { entity }) };
};

/** Codes of provinces (GB/T 2260), and 10 for what the state itself registers. */
const PROVINCE = /^..(?:10|1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/** Whether everything in a code is as in codes that were issued: a class that is listed, a province, and the inner check character. */
export const isPlausible = (code: UnifiedSocialCreditCode): boolean =>
  subjectClass(code).entity !== undefined && PROVINCE.test(code) && organisationCodeHolds(code);

/** 个体工商户: the trade of a natural person, whose name stays out of sight unless it is the trade name. */
export const isSoleTrader = (code: UnifiedSocialCreditCode): boolean => code.startsWith('92');
