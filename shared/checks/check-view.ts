import * as z from 'zod';
import { dateView, instantView, labelView } from '../kernel/view.ts';

/** A measure that binds the decision, and nothing else of the subject. */
export const MeasureView = z
  .object({
    id: z.string().describe('本次核查中的编号，反馈结果时引用 by which its outcome is given'),
    authority: z.object({ department: z.string(), name: labelView }).describe('发起部门 the initiating department'),
    documentNumber: z.string().describe('决定文书号 number of its decision'),
    measure: z.object({ code: z.string(), name: labelView }),
    basis: z
      .object({ title: labelView, number: z.string().optional(), article: labelView })
      .describe('法律依据 legal basis'),
    until: dateView.describe('自该日零时起失效 the first day on which it binds no more'),
    objectedOn: dateView
      .optional()
      .describe('异议标注：该案自该日起有未决异议 since when an objection to its case is open and undecided'),
  })
  .meta({ id: 'BindingMeasure' });
export type MeasureView = z.output<typeof MeasureView>;

/** The answer on one subject. One that is unknown and one on whom nothing binds are answered alike. */
export const AnswerView = z
  .object({
    index: z.int().describe('在请求中的位置，自0起 place in the request, from 0'),
    measures: z.array(MeasureView),
    nameDiffers: z
      .literal(true)
      .optional()
      .describe('名称与登记的不一致，请核对 the name is another one than the known: compare'),
    leads: z
      .array(z.string())
      .optional()
      .describe('同名单位的统一社会信用代码，不构成结论 codes of organisations of that name: leads, no finding'),
  })
  .meta({ id: 'CheckAnswer' });
export type AnswerView = z.output<typeof AnswerView>;

const editions = z.object({ behaviours: z.int().nullable(), measures: z.int().nullable() });
const digest = z.string().describe('SHA-256, hex');

/** A signed receipt: docs/check-receipt.md. */
export const ReceiptView = z
  .object({
    type: z.literal('check-receipt'),
    format: z.literal(1),
    checkId: z.string(),
    department: z.string(),
    decisionType: z.string(),
    reference: z.string(),
    at: instantView,
    editions: editions.describe('两个清单当日的版次 editions of the two lists in force'),
    position: digest.describe('所读登记状态的摘要 digest of the register’s state that was read'),
    answersDigest: digest,
    subjectsDigest: digest,
    signature: z.object({ keyId: z.string(), algorithm: z.literal('Ed25519'), value: z.string() }),
  })
  .meta({ id: 'CheckReceipt' });
export type ReceiptView = z.output<typeof ReceiptView>;

/** What a check is answered. */
export const CheckAnswersView = z
  .object({
    id: z.string(),
    answers: z.array(AnswerView),
    receipt: ReceiptView,
    salt: z.string().describe('核对回执摘要所需 needed to compare the receipt with the subjects'),
  })
  .meta({ id: 'CheckAnswers' });

/** Where a check stands: nothing binds · an outcome is owed · overdue · every measure is answered for. */
export const CHECK_STATES = ['clear', 'owed', 'overdue', 'answered'] as const;

const outcome = z.object({
  outcome: z.enum(['applied', 'declined']),
  document: z.string().optional(),
  reason: z.string().optional(),
  officer: z.string(),
  at: instantView,
});

const summary = {
  id: z.string(),
  department: z.string(),
  decisionType: z.string(),
  reference: z.string(),
  purpose: z.string().optional(),
  openedAt: instantView,
  dueOn: dateView.optional().describe('反馈期限 the last day for the outcome'),
  flaggedAt: instantView.optional().describe('逾期未反馈，已提示审计 when it was flagged to the auditor'),
  answeredAt: instantView.optional(),
};

/** A check with what was answered, and what became of it. */
export const CheckView = z
  .object({
    ...summary,
    state: z.enum(CHECK_STATES),
    decisionDocument: z.string().optional(),
    measures: z.array(MeasureView.extend({ outcome: outcome.optional() })),
    askings: z.array(
      z.object({
        at: instantView,
        officer: z.string(),
        subjects: z.int(),
        found: z.array(z.object({ index: z.int(), measures: z.array(z.string()) })),
        receipt: ReceiptView,
        heads: z
          .int()
          .optional()
          .describe('所读案件与任务数，仅审计可见 cases and tasks that were read: for auditors only'),
      }),
    ),
  })
  .meta({ id: 'Check' });

/** A check in a list. */
export const CheckSummaryView = z.object(summary).meta({ id: 'CheckSummary' });
