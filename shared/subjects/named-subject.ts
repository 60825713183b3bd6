import * as z from 'zod';
import { maskNumber, PERSON_DOCUMENT_TYPES } from './person-documents.ts';
import { type RecordSubject, SUBJECT_CATEGORIES, type SubjectSubmission, unifiedCodeIn } from './subject.ts';
import { parseUnifiedSocialCreditCode } from './unified-social-credit-code.ts';

const code = z.string().transform((text, context) => {
  const parsed = parseUnifiedSocialCreditCode(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'not a unified social credit code' });
  return z.NEVER;
});

/** Whom a case or a measure is on, as it is stored: the key of its partition, its name and code; a person's number masked only (I6). */
export const NamedSubject = z.object({
  key: z.string(),
  category: z.enum(SUBJECT_CATEGORIES),
  name: z.string(),
  unifiedSocialCreditCode: code.exactOptional(),
  registrationNumber: z.string().exactOptional(),
  document: z.object({ type: z.enum(PERSON_DOCUMENT_TYPES), masked: z.string() }).exactOptional(),
});
export type NamedSubject = z.output<typeof NamedSubject>;

/** What a case keeps of a subject: no representative, no older codes. */
export const namedSubject = (subject: RecordSubject): NamedSubject => {
  const { key, category, name, unifiedSocialCreditCode, registrationNumber, document } = subject;
  return {
    key,
    category,
    name,
    ...(unifiedSocialCreditCode && { unifiedSocialCreditCode }),
    ...(registrationNumber && { registrationNumber }),
    ...(document && { document: { type: document.type, masked: document.masked } }),
  };
};

/** A subject as it was named, by the key under which it is kept: a person's number masked only, an organisation's code as it is known by. */
export const subjectNamed = (submission: SubjectSubmission, key: string): NamedSubject => {
  const { category, name } = submission;
  if (submission.category === 'person') {
    const { document } = submission;
    return { key, category, name, document: { type: document.type, masked: maskNumber(document) } };
  }
  const unified = unifiedCodeIn(key) ?? submission.unifiedSocialCreditCode;
  const { registrationNumber } = submission;
  return {
    key,
    category,
    name,
    ...(unified && { unifiedSocialCreditCode: unified }),
    ...(registrationNumber && { registrationNumber }),
  };
};
