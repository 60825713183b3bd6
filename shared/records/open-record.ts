import type { Subscription } from '../notifications/subscriptions.ts';
import { withTold } from '../notifications/told.ts';
import type { Actor } from '../register/head.ts';
import type { PersonDocument } from '../subjects/person-documents.ts';
import { maskNumber } from '../subjects/person-documents.ts';
import {
  type MaskedDocument,
  type OrganisationSubmission,
  type RecordSubject,
  type SubjectSubmission,
  unifiedCodeIn,
} from '../subjects/subject.ts';
import type { Admitted } from './receive.ts';
import type { CreditRecord } from './record.ts';

const masked = (document: PersonDocument): MaskedDocument => ({ type: document.type, masked: maskNumber(document) });

/** Encrypts a document number under a key with an id. */
export type Seal = (number: string) => Promise<string>;

type Representative = NonNullable<OrganisationSubmission['legalRepresentative']>;

const representative = async ({ name, document }: Representative, seal: Seal) =>
  document === undefined ? { name } : { name, document: { ...masked(document), sealed: await seal(document.number) } };

/** What the record keeps of its subject: a person's number masked only, a legal representative's encrypted. */
export const recordSubject = async (submission: SubjectSubmission, key: string, seal: Seal): Promise<RecordSubject> => {
  if (submission.category === 'person') {
    return { key, category: 'person', name: submission.name, document: masked(submission.document) };
  }
  const { legalRepresentative, ...codes } = submission;
  // Named by an older code alone, it is still the organisation under whose unified code it is known.
  const unified = unifiedCodeIn(key);
  return {
    key,
    ...codes,
    ...(unified && { unifiedSocialCreditCode: unified }),
    ...(legalRepresentative && { legalRepresentative: await representative(legalRepresentative, seal) }),
  };
};

/** The first version of a record. It is held if its subject is known under another name, or its text needs an officer's eye. */
export const openRecord = (
  { submittedSubject: _, holds, disclosure, ...admitted }: Admitted,
  entry: {
    readonly subject: RecordSubject;
    readonly nameDiffers: boolean;
    readonly id: string;
    readonly publicId: string;
    readonly by: Actor;
    /** Subscriptions that were approved, of any time: who is told beside those that are seeded. */
    readonly subscriptions: readonly Subscription[];
  },
): CreditRecord => {
  const allHolds = entry.nameDiffers ? (['name-differs', ...holds] as const) : holds;
  const opened: CreditRecord = {
    ...admitted,
    id: entry.id,
    version: 1,
    state: allHolds.length > 0 ? 'held' : 'active',
    subject: entry.subject,
    ...(disclosure && { disclosure: { ...disclosure, officer: entry.by.officer } }),
    author: entry.by.officer,
    holds: allHolds,
    publicId: entry.publicId,
    receivedAt: entry.by.at,
    change: { action: 'post', ...entry.by },
  };
  return withTold(opened, entry.subscriptions);
};
