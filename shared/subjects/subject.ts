import * as z from 'zod';
import { failureIssue } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import { codeFailure, olderCodes, unifiedSocialCreditCode } from './code-schemas.ts';
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

const DOCUMENT_NUMBER: Label = { zh: '证件号码', en: 'document number' };

/** A person's document, its number in one spelling and proven as far as it can be. */
export const personDocument = z
  .strictObject({ type: z.enum(PERSON_DOCUMENT_TYPES), number: shortText(64) })
  .transform((given, context): PersonDocument => {
    const parsed = parsePersonDocument(given);
    if (parsed.ok) return parsed.value;
    const failure =
      parsed.failure.kind === 'impossible-birth-date'
        ? ({ kind: 'impossible-date' } as const)
        : codeFailure(DOCUMENT_NUMBER, parsed.failure.kind);
    context.addIssue({ ...failureIssue(failure), path: ['number'] });
    return z.NEVER;
  });

const legalRepresentative = z.strictObject({ name: shortText(50), document: personDocument.exactOptional() });

const organisationCodes = { ...olderCodes, legalRepresentative: legalRepresentative.exactOptional() };

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

/** What tells the subjects of one request apart. Holds a person's number: it must not be kept. */
export const identityOf = (subject: SubjectSubmission): string =>
  subject.category === 'person' ? `${subject.document.type} ${subject.document.number}` : organisationKey(subject);

/** The unified code in an organisation's key; undefined for a sole trader known by a registration number only. */
export const unifiedCodeIn = (key: string): UnifiedSocialCreditCode | undefined => {
  const parsed = key.startsWith('ORG#') ? parseUnifiedSocialCreditCode(key.slice('ORG#'.length)) : undefined;
  return parsed?.ok ? parsed.value : undefined;
};

/** Whether a partition of the register is a subject's. */
export const isSubjectKey = (pk: string): boolean => /^(ORG|REG|PERSON)#/.test(pk);

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
