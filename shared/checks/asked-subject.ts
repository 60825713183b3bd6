import * as z from 'zod';
import { failureIssue } from '../kernel/failure.ts';
import { shortText } from '../kernel/schema.ts';
import { olderCodes, unifiedSocialCreditCode } from '../subjects/code-schemas.ts';
import { personDocument } from '../subjects/subject.ts';
import type { Identifier } from '../subjects/subject-finder-store.ts';

const identifiers = {
  unifiedSocialCreditCode: unifiedSocialCreditCode.exactOptional(),
  ...olderCodes,
  document: personDocument.exactOptional(),
};
const IDENTIFIERS = Object.keys(identifiers);

const given = (subject: object): readonly string[] => Object.keys(subject).filter((name) => IDENTIFIERS.includes(name));

const ONE = { zh: '只填一项证件或代码', en: 'one identifier' };

/** Two identifiers may be two subjects: which of them is meant only the officer can say. */
const oneIdentifier = (subject: object, context: z.RefinementCtx): void => {
  const [, second] = given(subject);
  if (second !== undefined) {
    context.addIssue({
      ...failureIssue({ kind: 'invalid-value', parameters: { expected: ONE } }),
      path: [second],
    });
  }
  if (Object.keys(subject).length === 0) {
    context.addIssue({ ...failureIssue({ kind: 'missing-field' }), path: ['unifiedSocialCreditCode'] });
  }
};

/** Whom a check asks about: one identifier with or without the name that stands in the file, or a name alone, which finds nobody (I10). */
export const AskedSubject = z
  .strictObject({ ...identifiers, name: shortText(200).exactOptional() })
  .superRefine(oneIdentifier)
  .meta({ id: 'AskedSubject' });
export type AskedSubject = z.output<typeof AskedSubject>;

/** Whom is asked about by one identifier and nothing else: where a name would only be one more thing to be wrong about. */
export const IdentifiedSubject = z
  .strictObject(identifiers)
  .superRefine(oneIdentifier)
  .meta({ id: 'IdentifiedSubject' });
export type IdentifiedSubject = z.output<typeof IdentifiedSubject>;

/** The identifier that a subject is asked about by; undefined for a name alone. */
export const identifierOf = ({ name: _, document, ...codes }: AskedSubject): Identifier | undefined => {
  if (document !== undefined) return { type: 'document', document };
  const [first] = Object.entries(codes);
  return first && { type: first[0], code: first[1] };
};
