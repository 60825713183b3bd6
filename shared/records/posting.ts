import { comparableText } from '../kernel/comparable-text.ts';
import { maskNumber } from '../subjects/person-documents.ts';
import type { SubjectSubmission } from '../subjects/subject.ts';
import type { RecordSubmission } from './submission.ts';

/** A person is whom the record lies with; of a representative's number no more is compared than a record shows. */
export const comparableSubject = (subject: SubjectSubmission): object => {
  if (subject.category === 'person') return { category: subject.category, name: subject.name };
  const { legalRepresentative, ...codes } = subject;
  if (legalRepresentative === undefined) return codes;
  const { name, document } = legalRepresentative;
  return {
    ...codes,
    legalRepresentative: { name, ...(document && { type: document.type, masked: maskNumber(document) }) },
  };
};

/**
 * A posting as it is compared with another one: a document number that is only spelled otherwise is no other content. Its digest is kept
 * beside what the record shows, so whoever can read both could find a hidden number by trying: none is in it.
 */
export const comparablePosting = (submission: RecordSubmission): object => ({
  ...submission,
  documentNumber: comparableText(submission.documentNumber),
  subject: comparableSubject(submission.subject),
});
