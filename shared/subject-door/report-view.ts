import * as z from 'zod';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { KINDS } from '../records/kinds/kinds.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { ReportAttestationView } from './attestation-view.ts';
import { CHAPTER_CODES } from './chapters.ts';
import { codedView } from './department-view.ts';

/** A record in a report: what it says, and the marks that stand beside it. */
export const ReportRecordView = z.object({
  id: z.string(),
  kind: z.object({ code: z.enum(KINDS), name: labelView }),
  documentNumber: z.string(),
  decisionDate: dateView,
  authority: z.string(),
  author: z
    .string()
    .optional()
    .describe(
      '评价、自律措施或者报告的作出机构；由其负责，不作为奖惩依据 whose statement it is; no measure rests on it',
    ),
  fields: z.array(z.object({ name: z.string(), label: labelView, value: labelView })),
  countsUntil: dateView.optional().describe('自该日起期限届满 the first day after its term'),
  objection: z.object({ filedOn: dateView }).optional().describe('异议处理中 under objection'),
  supplement: z.string().optional().describe('补充说明'),
});
export type ReportRecord = z.input<typeof ReportRecordView>;

/** A measure of a joint case that is in force. */
export const ReportMeasureView = z.object({
  id: z.string(),
  effect: codedView,
  measure: codedView,
  department: codedView.describe('实施部门 who carries it out'),
  initiator: codedView.describe('发起部门 who initiated it'),
  decisionDocument: z.string(),
  basis: z.object({ title: labelView, number: z.string().optional(), article: labelView }),
  from: dateView,
  until: dateView.describe('自该日零时起不再有效 the first day on which it no longer holds'),
});
export type ReportMeasure = z.input<typeof ReportMeasureView>;

export const ReportChapterView = z.object({
  code: z.enum(CHAPTER_CODES),
  name: labelView,
  empty: labelView.optional().describe('本章没有内容时的说明 said where the chapter is empty'),
  records: z.array(ReportRecordView),
  measures: z.array(ReportMeasureView),
  advice: z.array(labelView),
  omitted: z.int().describe('因篇幅未列出的条数 records left out for length; they can be read one by one'),
});
export type ReportChapter = z.input<typeof ReportChapterView>;

const content = {
  code: z.string().describe('验证码 verification code'),
  subject: NamedSubjectView,
  issuedOn: dateView,
  issuedAt: instantView,
  atCounter: z.object({ receiptNumber: z.string() }).optional().describe('窗口代办 issued at a counter'),
  chapters: z.array(ReportChapterView),
  remedies: z.array(labelView).describe('如何提出异议、申请修复 how to object and to apply for repair'),
};

/** What a report says: what its digest is made of. */
export const ReportContent = z.object(content);
export type ReportContent = z.input<typeof ReportContent>;

/** A subject's own credit report. No score and no grade of this system stands in it (I9). */
export const CreditReportView = z
  .object({ report: ReportContent, attestation: ReportAttestationView })
  .meta({ id: 'CreditReport' });
