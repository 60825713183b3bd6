import type { Brand } from '../kernel/brand.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { organisationCodeCheck, registrationNumberCheck } from './check-characters.ts';
import { type CodeFailure, normaliseCode } from './unified-social-credit-code.ts';

/** 组织机构代码, GB 11714-1997: nine characters without hyphen, the last one checked. */
export type OrganisationCode = Brand<string, 'OrganisationCode'>;

/** 工商注册号: 15 digits with a check digit (GS 15-2006), or the 13 digits before 2007 without one. */
export type RegistrationNumber = Brand<string, 'RegistrationNumber'>;

/** 税务登记号: 15 characters (area and organisation code), or 20 (an individual's identity number and two digits). */
export type TaxRegistrationNumber = Brand<string, 'TaxRegistrationNumber'>;

/** 事业单位证书号: 12 digits. */
export type InstitutionCertificateNumber = Brand<string, 'InstitutionCertificateNumber'>;

/** 社会组织登记证号: free text of at most 50 characters. */
export type SocialOrganisationNumber = Brand<string, 'SocialOrganisationNumber'>;

/** Column length of 社会组织登记证号 in the national tables (发改办财金〔2018〕424号). */
const SOCIAL_ORGANISATION_NUMBER_LENGTH = 50;

/** Reads `XXXXXXXX-C` or nine characters together. */
export const parseOrganisationCode = (text: string): Result<OrganisationCode, CodeFailure> => {
  const code = normaliseCode(text);
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return fail({ kind: 'format' });
  if (organisationCodeCheck(code.slice(0, 8)) !== code.slice(8)) return fail({ kind: 'check-character' });
  return ok(code as OrganisationCode);
};

/** Reads a registration number of either generation; only the longer one has a check digit. */
export const parseRegistrationNumber = (text: string): Result<RegistrationNumber, CodeFailure> => {
  const number = normaliseCode(text);
  if (/^\d{13}$/.test(number)) return ok(number as RegistrationNumber);
  if (!/^\d{15}$/.test(number)) return fail({ kind: 'format' });
  if (registrationNumberCheck(number.slice(0, 14)) !== number.slice(14)) return fail({ kind: 'check-character' });
  return ok(number as RegistrationNumber);
};

/** Reads a tax number by its shape alone. Since 三证合一 (2015-10-01) subjects use their unified code instead. */
export const parseTaxRegistrationNumber = (
  text: string,
): Result<TaxRegistrationNumber, { readonly kind: 'format' }> => {
  const number = normaliseCode(text);
  return /^(\d{6}[0-9A-Z]{9}|\d{17}[0-9X]\d{2})$/.test(number)
    ? ok(number as TaxRegistrationNumber)
    : fail({ kind: 'format' });
};

/** Whether a tax number is an individual's, which begins with the identity number: personal data, never shown or shared. */
export const containsIdentityNumber = (number: TaxRegistrationNumber): boolean => number.length === 20;

/** Reads a certificate number of a public institution by its shape. */
export const parseInstitutionCertificateNumber = (
  text: string,
): Result<InstitutionCertificateNumber, { readonly kind: 'format' }> => {
  const number = normaliseCode(text);
  return /^\d{12}$/.test(number) ? ok(number as InstitutionCertificateNumber) : fail({ kind: 'format' });
};

/** Reads a social organisation's number: any printable text that fits, half-width and trimmed, its hyphens kept. */
export const parseSocialOrganisationNumber = (
  text: string,
): Result<SocialOrganisationNumber, { readonly kind: 'format' }> => {
  const number = text.normalize('NFKC').trim();
  if (number === '' || number.length > SOCIAL_ORGANISATION_NUMBER_LENGTH) return fail({ kind: 'format' });
  return /\p{C}/u.test(number) ? fail({ kind: 'format' }) : ok(number as SocialOrganisationNumber);
};
