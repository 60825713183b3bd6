import * as z from 'zod';
import type { Instant } from '../kernel/beijing-time.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import { subjectItemKey } from './known-subject-store.ts';
import type { OrganisationSubmission } from './subject.ts';

/** The key under which a subject's records stand, and whether it is known there under another name only (I10). */
export interface ResolvedSubject {
  readonly key: string;
  readonly nameDiffers: boolean;
}

const SubjectItem = z.object({ pk: z.string(), names: z.array(z.string()) });

/** What is kept of an organisation beside its records: the names and codes under which it is known. */
export const toOrganisationItem = (subject: OrganisationSubmission, key: string, at: Instant) => ({
  ...subjectItemKey(key),
  entity: 'subject',
  names: [subject.name],
  codes: {
    unifiedSocialCreditCode: subject.unifiedSocialCreditCode,
    organisationCode: subject.unifiedSocialCreditCode?.slice(8, 17),
    registrationNumber: subject.registrationNumber,
    taxRegistrationNumber: subject.taxRegistrationNumber,
    institutionCertificate: subject.institutionCertificate,
    socialOrganisationNumber: subject.socialOrganisationNumber,
  },
  enteredAt: at,
});

/** A subject's item as one who is named so finds it. */
export const resolvedAs = (item: unknown, name: string): ResolvedSubject => {
  const { pk, names } = SubjectItem.parse(item);
  return { key: pk, nameDiffers: !names.some((known) => comparableText(known) === comparableText(name)) };
};
