import * as z from 'zod';
import { bodyOf } from '../bodies/bodies.ts';
import { departmentOn } from '../departments/departments.ts';
import { SUPERIOR_PLATFORM_NAME } from '../exchange/superior-platform.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { SUBJECT_CATEGORIES } from '../subjects/subject.ts';
import { authorOf } from './author.ts';
import { type ClockFacts, clocksOf } from './clocks.ts';
import { isNegative } from './finding.ts';
import { staleFrom } from './mirrored.ts';
import { endedOn, publicityOf } from './publicity.ts';
import { type CreditRecord, END_VERBS, HOLD_REASONS, RECORD_STATES, SUSPENSION_GROUNDS } from './record.ts';

const unit = z.object({ name: z.string(), unifiedSocialCreditCode: z.string() });
const masked = z.object({ type: z.string(), masked: z.string() });

const subject = z.object({
  category: z.enum(SUBJECT_CATEGORIES),
  name: z.string(),
  unifiedSocialCreditCode: z.string().optional(),
  registrationNumber: z.string().optional(),
  organisationCode: z.string().optional(),
  taxRegistrationNumber: z.string().optional(),
  institutionCertificate: z.string().optional(),
  socialOrganisationNumber: z.string().optional(),
  document: masked.optional().describe('证件，号码已遮盖 document, its number masked'),
  legalRepresentative: z.object({ name: z.string(), document: masked.optional() }).optional(),
});

const withdrawal = z.object({
  verb: z.enum(END_VERBS),
  document: z.string(),
  decidedOn: dateView,
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: instantView,
});

const change = z.object({ action: z.string(), at: instantView, officer: z.string(), reason: z.string().optional() });

/** A record as its department reads it; what is not in this schema cannot leave. */
export const RecordView = z
  .object({
    id: z.string(),
    kind: z.string(),
    version: z.int(),
    state: z.enum(RECORD_STATES),
    department: z.object({ code: z.string(), name: labelView.optional() }),
    subject,
    documentNumber: z.string(),
    decisionDate: dateView,
    actDate: dateView.optional(),
    authority: unit,
    source: unit,
    author: z
      .string()
      .optional()
      .describe(
        '评价、自律措施或者报告的作出机构；由其负责，不作为奖惩依据 whose statement it is: it is its author’s, and the basis of no measure',
      ),
    mirrored: z
      .object({ from: z.string(), asOf: instantView, staleFrom: dateView })
      .optional()
      .describe(
        '上级平台条目：来源、其所述时点、自何日起未经更新即停用 mirrored: its source, as of when, and from when it is neither public nor used unless confirmed',
      ),
    severity: z.object({ grade: z.string(), criterion: z.string() }).optional(),
    disclosure: z
      .object({
        public: z.boolean(),
        basis: z.string(),
        socialImpact: z.string().optional(),
        necessity: z.string().optional(),
        decidedOn: dateView,
        publishFrom: dateView.optional(),
        officer: z.string(),
      })
      .optional(),
    content: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
    publicity: z
      .object({
        publicId: z.string(),
        from: dateView,
        until: dateView.optional().describe('自该日零时起不再公开 not public from 00:00 Beijing time of this day on'),
        ruleVersion: z.string(),
        firstPublicOn: dateView.optional(),
      })
      .optional()
      .describe('公示；没有此项即不公开 absent: not public'),
    clocks: z
      .array(
        z.object({
          name: z.enum(['disclosure', 'withdrawal']),
          state: z.enum(['running', 'met', 'breached']),
          due: dateView,
          provisional: z
            .boolean()
            .describe('暂定：所涉年份的放假安排尚未公布 the calendar of a year that it touches is not confirmed yet'),
          basis: labelView,
        }),
      )
      .describe(
        '期限；公示期限只在读取记录时列出 lawful periods; that of the disclosure is shown when the record is read',
      ),
    holds: z.array(z.enum(HOLD_REASONS)),
    objection: z
      .object({
        id: z.string(),
        filedOn: dateView,
        decideBy: dateView,
        suspendsFrom: dateView.optional(),
        review: z.boolean().optional().describe('复核中 in second-level review'),
      })
      .optional()
      .describe(
        '异议标注；自 suspendsFrom 起未办结的，暂停公示和使用 an open objection: from suspendsFrom on the record is neither public nor used until it is decided',
      ),
    suspension: z
      .object({
        ground: z.enum(SUSPENSION_GROUNDS),
        document: z.string(),
        reason: z.string(),
        department: z.string(),
        since: instantView,
        confirmation: z
          .object({ at: instantView })
          .optional()
          .describe('紧急下架经第二人确认 of a take-down: a second officer said that it stays'),
      })
      .optional()
      .describe('暂停公示和使用 neither public nor used until it is resumed'),
    supplement: z.string().optional().describe('补充说明 what an objection added'),
    negative: z
      .boolean()
      .describe(
        '失信信息；信用承诺自认定未全部履行起 it speaks against its subject: a commitment once it was found broken',
      ),
    withdrawal: withdrawal.optional(),
    end: withdrawal.extend({ confirmedBy: z.string(), endedAt: instantView }).optional(),
    receivedAt: instantView,
    change,
  })
  .meta({ id: 'Record' });
export type RecordView = z.input<typeof RecordView>;

/** One version in a record's history with its place in the hash chain. */
export const RecordVersionView = z
  .object({ version: z.int(), hash: z.string(), previousHash: z.string(), record: RecordView })
  .meta({ id: 'RecordVersion' });

/** The view of a record for its own department on a day. */
export const toRecordView = (record: CreditRecord, facts: ClockFacts): RecordView => {
  const {
    id,
    kind,
    version,
    state,
    documentNumber,
    decisionDate,
    authority,
    source,
    content,
    holds,
    receivedAt,
    change,
  } = record;
  const publicity = publicityOf(record, facts.today);
  const ended = endedOn(record);
  const { mirrored } = record;
  const platform = mirrored && SUPERIOR_PLATFORM_NAME;
  const name = platform ?? departmentOn(record.department, facts.today)?.name ?? bodyOf(record.department)?.name;
  return {
    id,
    kind,
    version,
    state,
    department: { code: record.department, name },
    subject: record.subject,
    documentNumber,
    decisionDate,
    actDate: record.actDate,
    authority,
    source,
    author: authorOf(record),
    mirrored: mirrored && { from: mirrored.from, asOf: mirrored.asOf, staleFrom: staleFrom(mirrored) },
    severity: record.severity,
    disclosure: record.disclosure,
    content: Object.fromEntries(
      Object.entries(content).map(([field, value]) => [field, typeof value === 'object' ? [...value] : value]),
    ),
    publicity: publicity && {
      publicId: record.publicId,
      ...publicity,
      firstPublicOn: facts.publication?.firstPublicOn,
    },
    clocks: [...clocksOf(record, { ...facts, ...(ended && { endedOn: ended }) })],
    holds: [...holds],
    objection: record.objection,
    suspension: record.suspension,
    supplement: record.supplement,
    negative: isNegative(record),
    withdrawal: record.withdrawal,
    end: record.end,
    receivedAt,
    change,
  };
};
