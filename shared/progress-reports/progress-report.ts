import * as z from 'zod';
import type { Instant } from '../kernel/beijing-time.ts';
import { shortText } from '../kernel/schema.ts';
import type { Head } from '../register/head.ts';
import type { Figures } from './figures.ts';
import type { Quarter } from './quarter.ts';

/** 草稿 draft · 已报送 submitted · 已退回 returned · 已采纳 accepted. */
export const REPORT_STATES = ['draft', 'submitted', 'returned', 'accepted'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const REPORT_ACTIONS = ['open', 'write', 'submit', 'return', 'accept'] as const;
export type ReportAction = (typeof REPORT_ACTIONS)[number];

/** The three texts of the form (庄政发〔2017〕22号, articles 22 and 23), as far as they are written. */
export interface ReportTexts {
  readonly problems?: string;
  readonly selfInspection?: string;
  readonly measuresTaken?: string;
}

/** A department's report on the work of a quarter. */
export interface ProgressReport extends Head<ReportState, ReportAction>, ReportTexts {
  /** Code of the department whose work it tells. */
  readonly department: string;
  readonly period: Quarter;
  /** Counted by the system, not by the department; frozen from each submission on. */
  readonly figures: Figures;
  /** The officer who wrote it last. Another one reviews it. */
  readonly author: string;
  readonly submitted?: { readonly at: Instant; readonly officer: string };
  /** Why and when it went back; gone when it is submitted anew. */
  readonly returnedBecause?: string;
  readonly returnedAt?: Instant;
}

const LONGEST = 4000;

const text = (label: string) => shortText(LONGEST).exactOptional().describe(label);

/** What a department writes in its report; what is left out stays as it is. No identity number may stand in it. */
export const ReportWriting = z.strictObject({
  problems: text('存在的问题 problems met'),
  selfInspection: text('自查情况 what the unit found when it inspected itself'),
  measuresTaken: text('已采取的措施和下一步打算 what was done about it, and what comes next'),
});
export type ReportWriting = z.output<typeof ReportWriting>;

/** Why a report goes back. */
export const ReportReturn = z.strictObject({
  reason: shortText(1000).describe('退回理由 why, and what is to be mended'),
});
export type ReportReturn = z.output<typeof ReportReturn>;
