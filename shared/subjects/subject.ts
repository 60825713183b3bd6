import * as z from 'zod';
import { type Failure, failureIssue } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, parsedText, shortText } from '../kernel/schema.ts';
import {
  containsIdentityNumber,
  parseInstitutionCertificateNumber,
  parseOrganisationCode,
  parseRegistrationNumber,
  parseSocialOrganisationNumber,
  parseTaxRegistrationNumber,
} from './older-codes.ts';
import {
  PERSON_DOCUMENT_TYPES,
  type PersonDocument,
  type PersonDocumentType,
  parsePersonDocument,
} from './person-documents.ts';
import {
  organisationCodeOf,
  parseUnifiedSocialCreditCode,
  type UnifiedSocialCreditCode,
} from './unified-social-credit-code.ts';

/** Whom a record can be about: 法人及非法人组织, 个体工商户, 自然人. */
export const SUBJECT_CATEGORIES = ['organisation', 'sole-trader', 'person'] as const;
export type SubjectCategory = (typeof SUBJECT_CATEGORIES)[number];

/** The words of the national tables. */
export const SUBJECT_CATEGORY_WORDS = {
  organisation: '法人及非法人组织',
  'sole-trader': '个体工商户',
  person: '自然人',
} as const satisfies Record<SubjectCategory, string>;

const named = (code: string, kind: string): Failure => ({
  kind: kind === 'check-character' ? 'wrong-check-character' : 'malformed-code',
  parameters: { code },
});

const code = <Value>(max: number, label: string, parse: (text: string) => Result<Value, { readonly kind: string }>) =>
  parsedText(shortText(max), (text): Result<Value, Failure> => {
    const parsed = parse(text);
    return parsed.ok ? ok(parsed.value) : fail(named(label, parsed.failure.kind));
  });

/** 统一社会信用代码, normalised and with its check character proven. */
export const unifiedSocialCreditCode = code(40, '统一社会信用代码', parseUnifiedSocialCreditCode);

const personDocument = z
  .strictObject({ type: z.enum(PERSON_DOCUMENT_TYPES), number: shortText(64) })
  .transform((given, context): PersonDocument => {
    const parsed = parsePersonDocument(given);
    if (parsed.ok) return parsed.value;
    const failure =
      parsed.failure.kind === 'impossible-birth-date'
        ? ({ kind: 'impossible-date' } as const)
        : named('证件号码', parsed.failure.kind);
    context.addIssue({ ...failureIssue(failure), path: ['number'] });
    return z.NEVER;
  });

const legalRepresentative = z.strictObject({ name: shortText(50), document: personDocument.exactOptional() });

/** A personal taxpayer's number of 20 digits begins with the identity number: it is refused, never stored. */
const taxRegistrationNumber = code(20, '税务登记号', parseTaxRegistrationNumber).superRefine((number, context) => {
  if (containsIdentityNumber(number)) context.addIssue(failureIssue({ kind: 'identity-number-in-text' }));
});

const organisationCodes = {
  registrationNumber: code(50, '工商注册号', parseRegistrationNumber).exactOptional(),
  organisationCode: code(10, '组织机构代码', parseOrganisationCode).exactOptional(),
  taxRegistrationNumber: taxRegistrationNumber.exactOptional(),
  institutionCertificate: code(12, '事业单位证书号', parseInstitutionCertificateNumber).exactOptional(),
  socialOrganisationNumber: code(50, '社会组织登记证号', parseSocialOrganisationNumber).exactOptional(),
  legalRepresentative: legalRepresentative.exactOptional(),
};

interface Codes {
  readonly unifiedSocialCreditCode?: UnifiedSocialCreditCode;
  readonly registrationNumber?: string;
  readonly organisationCode?: string;
}

/** Codes that contradict each other name two organisations: characters 9–17 of the unified code are the organisation code. */
const consistentCodes = (subject: Codes, context: z.RefinementCtx): void => {
  const { unifiedSocialCreditCode: unified, organisationCode, registrationNumber } = subject;
  if (unified === undefined && registrationNumber === undefined) {
    context.addIssue({ ...failureIssue({ kind: 'missing-field' }), path: ['unifiedSocialCreditCode'] });
  }
  if (unified !== undefined && organisationCode !== undefined && organisationCodeOf(unified) !== organisationCode) {
    const failure = { kind: 'invalid-value', parameters: { expected: organisationCodeOf(unified) } } as const;
    context.addIssue({ ...failureIssue(failure), path: ['organisationCode'] });
  }
};

/** The subject as a department names it. An organisation needs its unified code; a sole trader from before 2015 may have only a registration number. */
export const SubjectSubmission = z.discriminatedUnion('category', [
  z
    .strictObject({
      category: z.literal('organisation'),
      name: shortText(200),
      unifiedSocialCreditCode,
      ...organisationCodes,
    })
    .superRefine(consistentCodes),
  z
    .strictObject({
      category: z.literal('sole-trader'),
      name: shortText(200),
      unifiedSocialCreditCode: unifiedSocialCreditCode.exactOptional(),
      ...organisationCodes,
    })
    .superRefine(consistentCodes),
  z.strictObject({
    category: z.literal('person'),
    name: shortText(200),
    document: personDocument,
    birthDate: dateText.exactOptional(),
  }),
]);
export type SubjectSubmission = z.output<typeof SubjectSubmission>;

export type OrganisationSubmission = Exclude<SubjectSubmission, { category: 'person' }>;
export type PersonSubmission = Extract<SubjectSubmission, { category: 'person' }>;

/** Key of an organisation's partition: its unified code, or the registration number of a sole trader without one. */
export const organisationKey = (subject: OrganisationSubmission): string =>
  subject.unifiedSocialCreditCode === undefined
    ? `REG#${subject.registrationNumber}`
    : `ORG#${subject.unifiedSocialCreditCode}`;

/** What a record keeps of its subject. A person is known by a random id; numbers are masked here, and encrypted where they must be kept. */
export interface RecordSubject {
  readonly key: string;
  readonly category: SubjectCategory;
  readonly name: string;
  readonly unifiedSocialCreditCode?: UnifiedSocialCreditCode;
  readonly registrationNumber?: string;
  readonly organisationCode?: string;
  readonly taxRegistrationNumber?: string;
  readonly institutionCertificate?: string;
  readonly socialOrganisationNumber?: string;
  readonly document?: MaskedDocument;
  readonly legalRepresentative?: {
    readonly name: string;
    readonly document?: MaskedDocument & { readonly sealed: string };
  };
}

/** A document as it may be shown to the department that posted it. */
export interface MaskedDocument {
  readonly type: PersonDocumentType;
  readonly masked: string;
}
