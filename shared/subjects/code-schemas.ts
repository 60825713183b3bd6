import { type Failure, failureIssue } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { parsedText, shortText } from '../kernel/schema.ts';
import {
  containsIdentityNumber,
  parseInstitutionCertificateNumber,
  parseOrganisationCode,
  parseRegistrationNumber,
  parseSocialOrganisationNumber,
  parseTaxRegistrationNumber,
} from './older-codes.ts';
import { readsAsIdentityNumber } from './person-documents.ts';
import { findIdentityNumbers } from './personal-data-in-text.ts';
import { isPlausible, parseUnifiedSocialCreditCode } from './unified-social-credit-code.ts';

/** The failure of a code that was not read; `code` says which one it is. */
export const codeFailure = (code: Label, kind: string): Failure => ({
  kind: kind === 'check-character' ? 'wrong-check-character' : 'malformed-code',
  parameters: { code },
});

const code = <Value>(max: number, label: Label, parse: (text: string) => Result<Value, { readonly kind: string }>) =>
  parsedText(shortText(max), (text): Result<Value, Failure> => {
    const parsed = parse(text);
    return parsed.ok ? ok(parsed.value) : fail(codeFailure(label, parsed.failure.kind));
  });

/**
 * 统一社会信用代码, normalised and with its check character proven. One identity number in 31 has a fitting one: it would stand in keys, and be
 * public. What reads as both counts as a code only if all else in it is as in one that was issued.
 */
export const unifiedSocialCreditCode = code(
  40,
  { zh: '统一社会信用代码', en: 'unified social credit code' },
  parseUnifiedSocialCreditCode,
).superRefine((parsed, context) => {
  if (readsAsIdentityNumber(parsed) && !isPlausible(parsed))
    context.addIssue(failureIssue({ kind: 'identity-number-in-text' }));
});

const registrationNumber = code(50, { zh: '工商注册号', en: 'business registration number' }, parseRegistrationNumber);
const organisationCode = code(10, { zh: '组织机构代码', en: 'organisation code' }, parseOrganisationCode);
const institutionCertificate = code(
  12,
  { zh: '事业单位证书号', en: 'public institution certificate number' },
  parseInstitutionCertificateNumber,
);

/** A personal taxpayer's number of 20 digits begins with the identity number: it is refused, never stored. */
const taxRegistrationNumber = code(
  20,
  { zh: '税务登记号', en: 'tax registration number' },
  parseTaxRegistrationNumber,
).superRefine((number, context) => {
  if (containsIdentityNumber(number)) context.addIssue(failureIssue({ kind: 'identity-number-in-text' }));
});

/** Free text that becomes an alias of the subject: an identity number would stand in a key. */
const socialOrganisationNumber = code(
  50,
  { zh: '社会组织登记证号', en: 'social organisation certificate number' },
  parseSocialOrganisationNumber,
).superRefine((number, context) => {
  if (findIdentityNumbers(number).length > 0) context.addIssue(failureIssue({ kind: 'identity-number-in-text' }));
});

/** The codes that an organisation had before the unified one, by the names of their fields. */
export const olderCodes = {
  registrationNumber: registrationNumber.exactOptional(),
  organisationCode: organisationCode.exactOptional(),
  taxRegistrationNumber: taxRegistrationNumber.exactOptional(),
  institutionCertificate: institutionCertificate.exactOptional(),
  socialOrganisationNumber: socialOrganisationNumber.exactOptional(),
};
