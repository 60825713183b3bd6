import { comparableText } from '../kernel/comparable-text.ts';
import { comparableSubject } from '../records/posting.ts';
import type { ProposalSubmission } from './proposal.ts';

/**
 * A proposal as it is compared with another one: a document number that is only spelled otherwise is no other content, and no number of a
 * person's document is in it, since its digest is kept.
 */
export const comparableProposal = (submission: ProposalSubmission): object => ({
  ...submission,
  act: { ...submission.act, documentNumber: comparableText(submission.act.documentNumber) },
  subject: comparableSubject(submission.subject),
});
