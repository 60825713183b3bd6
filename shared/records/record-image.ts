import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { headImage, instantImage } from '../register/head-image.ts';
import { PERSON_DOCUMENT_TYPES } from '../subjects/person-documents.ts';
import { SUBJECT_CATEGORIES } from '../subjects/subject.ts';
import { parseUnifiedSocialCreditCode } from '../subjects/unified-social-credit-code.ts';
import { isRecordKind, type RecordKind } from './kinds/kinds.ts';
import {
  type CreditRecord,
  END_VERBS,
  HOLD_REASONS,
  RECORD_ACTIONS,
  RECORD_STATES,
  SUSPENSION_GROUNDS,
} from './record.ts';
import { DisclosureDecision, Severity } from './submission.ts';

const kind = z.custom<RecordKind>(isRecordKind);
const code = z.string().transform((text, context) => {
  const parsed = parseUnifiedSocialCreditCode(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'not a unified social credit code' });
  return z.NEVER;
});
const unit = z.object({ name: z.string(), unifiedSocialCreditCode: z.string() });
const masked = { type: z.enum(PERSON_DOCUMENT_TYPES), masked: z.string() };

const subject = z.object({
  key: z.string(),
  category: z.enum(SUBJECT_CATEGORIES),
  name: z.string(),
  unifiedSocialCreditCode: code.exactOptional(),
  registrationNumber: z.string().exactOptional(),
  organisationCode: z.string().exactOptional(),
  taxRegistrationNumber: z.string().exactOptional(),
  institutionCertificate: z.string().exactOptional(),
  socialOrganisationNumber: z.string().exactOptional(),
  document: z.object(masked).exactOptional(),
  legalRepresentative: z
    .object({ name: z.string(), document: z.object({ ...masked, sealed: z.string() }).exactOptional() })
    .exactOptional(),
});

const withdrawal = z.object({
  verb: z.enum(END_VERBS),
  document: z.string(),
  decidedOn: dateText,
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: instantImage,
});

const objection = z.object({
  id: z.string(),
  filedOn: dateText,
  decideBy: dateText,
  suspendsFrom: dateText.exactOptional(),
  review: z.literal(true).exactOptional(),
});

const suspension = z.object({
  ground: z.enum(SUSPENSION_GROUNDS),
  document: z.string(),
  reason: z.string(),
  department: z.string(),
  officer: z.string(),
  since: instantImage,
  confirmation: z.object({ officer: z.string(), at: instantImage, reason: z.string() }).exactOptional(),
});

/** The record as one version of it is stored: what `body` holds. */
export const RecordImage: z.ZodType<CreditRecord> = z.object({
  ...headImage(RECORD_STATES, RECORD_ACTIONS),
  kind,
  department: z.string(),
  subject,
  documentNumber: z.string(),
  decisionDate: dateText,
  actDate: dateText.exactOptional(),
  authority: unit,
  source: unit,
  severity: Severity.exactOptional(),
  disclosure: DisclosureDecision.extend({ officer: z.string() }).exactOptional(),
  content: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  author: z.string(),
  holds: z.array(z.enum(HOLD_REASONS)),
  mirrored: z.object({ from: z.string(), asOf: instantImage, refreshedAt: instantImage }).exactOptional(),
  told: z.object({ since: z.int(), recipients: z.array(z.string()) }).exactOptional(),
  objection: objection.exactOptional(),
  suspension: suspension.exactOptional(),
  supplement: z.string().exactOptional(),
  withdrawal: withdrawal.exactOptional(),
  end: withdrawal.extend({ confirmedBy: z.string(), endedAt: instantImage }).exactOptional(),
  publicId: z.string(),
  receivedAt: instantImage,
});
