import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { failureIssue } from '../kernel/failure.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Effect } from '../lists/entry.ts';
import type { HoldReason } from '../records/record.ts';
import type { Actor, Head } from '../register/head.ts';

/** 草稿 draft · 已审核 reviewed · 已发布 published · 已撤下 withdrawn. */
export const TYPICAL_CASE_STATES = ['draft', 'reviewed', 'published', 'withdrawn'] as const;
export type TypicalCaseState = (typeof TYPICAL_CASE_STATES)[number];

export const TYPICAL_CASE_ACTIONS = ['write', 'revise', 'review', 'publish', 'withdraw', 'replay'] as const;
export type TypicalCaseAction = (typeof TYPICAL_CASE_ACTIONS)[number];

/** The second officer's word that the text names no person, and what was examined if it seemed to hold a contact number. */
export interface TypicalCaseReview extends Actor {
  readonly namesNoPerson: true;
  readonly finding?: string;
}

/** The joint case on which it is written. */
export interface WrittenOn {
  readonly caseId: string;
  readonly field: string;
  readonly effect: Effect;
}

/** A typical case 典型案例 (庄政发〔2017〕22号, article 5): told without persons, for the public and the superior platform. */
export interface TypicalCase extends Head<TypicalCaseState, TypicalCaseAction>, WrittenOn {
  readonly department: string;
  /** Year in which it was first written, and the digest of what it was written on: its key, whatever its title becomes. */
  readonly year: string;
  readonly digest: string;
  readonly title: string;
  readonly text: string;
  /** Something in it looks like a telephone or account number: the review says what it is. */
  readonly holds: readonly HoldReason[];
  readonly author: string;
  readonly review?: TypicalCaseReview;
  /** Random 128 bits: the only id that the public sees. */
  readonly publicId: string;
  readonly publishFrom?: CalendarDate;
  /** Exclusive. */
  readonly publishUntil?: CalendarDate;
  readonly withdrawnBecause?: string;
}

const title = shortText(120).describe('标题 title, without persons');
const text = shortText(8000).describe('案例正文，不含自然人 the text, without natural persons');

/** What an officer writes. */
export const TypicalCaseSubmission = z.strictObject({
  caseId: z
    .string()
    .refine(
      (text) => /^[\w-]{22}$/.test(text),
      failureIssue({ kind: 'invalid-value', parameters: { expected: { zh: '案件编号', en: 'the id of a case' } } }),
    )
    .describe('所依据的联合奖惩案件 the joint case on which it is written'),
  title,
  text,
});
export type TypicalCaseSubmission = z.output<typeof TypicalCaseSubmission>;

/** What is written anew: all of it. */
export const TypicalCaseRevision = z.strictObject({ title, text });
export type TypicalCaseRevision = z.output<typeof TypicalCaseRevision>;

/** The review by a second officer. Without the word that no person is named there is none. */
export const TypicalCaseReviewSubmission = z.strictObject({
  namesNoPerson: z
    .literal(true)
    .describe('已核实不含任何自然人信息 examined: no natural person can be recognised in it'),
  finding: shortText(1000)
    .exactOptional()
    .describe('文字中疑似号码的核实情况 what the number is that looked like a telephone or account'),
});
export type TypicalCaseReviewSubmission = z.output<typeof TypicalCaseReviewSubmission>;

/** From when until when (exclusive) it is to be public. */
export const TypicalCasePublication = z.strictObject({
  publishFrom: dateText.exactOptional().describe('发布日期，缺省为当日 from when; today if left out'),
  publishUntil: dateText.describe('撤下日期（不含当日） until when, that day excluded'),
});
export type TypicalCasePublication = z.output<typeof TypicalCasePublication>;

/** Why it is taken back. */
export const TypicalCaseWithdrawal = z.strictObject({ reason: shortText(1000).describe('撤下理由 why') });
export type TypicalCaseWithdrawal = z.output<typeof TypicalCaseWithdrawal>;
