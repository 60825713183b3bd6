import * as z from 'zod';
import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import { failureIssue } from '../kernel/failure.ts';
import { dateText, labelText, shortText, slug } from '../kernel/schema.ts';
import type { Head } from '../register/head.ts';
import { opensAnything, RANKS, type Rank } from './ranks.ts';

/** Where an entry stands. Only `approved` and `repeal-proposed` ones may be relied on: a proposal to repeal ends nothing yet. */
export const INSTRUMENT_STATES = ['proposed', 'approved', 'rejected', 'repeal-proposed'] as const;
export type InstrumentState = (typeof INSTRUMENT_STATES)[number];

const content = {
  rank: z.enum(RANKS),
  title: labelText(200),
  number: shortText(100).exactOptional().describe('文号 its number, where it has one'),
  issuer: labelText(200).describe('制定机关 who made it'),
  article: labelText(100).describe('条款 one article of it'),
  inForceFrom: dateText.describe('施行日 the first day on which this article holds'),
  inForceUntil: dateText.exactOptional().describe('自该日零时起失效 the first day on which it no longer holds'),
  nationalItem: shortText(100)
    .exactOptional()
    .describe('全国失信惩戒措施基础清单对应项目 item of the national measures list'),
  note: labelText(1000).exactOptional().describe('来源与说明 source and remarks'),
};

const endsAfterItBegins = (
  entry: { readonly inForceFrom: CalendarDate; readonly inForceUntil?: CalendarDate },
  context: z.RefinementCtx,
): void => {
  if (entry.inForceUntil === undefined || entry.inForceUntil > entry.inForceFrom) return;
  const failure = { kind: 'invalid-value', parameters: { expected: `> ${entry.inForceFrom}` } } as const;
  context.addIssue({ ...failureIssue(failure), path: ['inForceUntil'] });
};

/** One article of a law, regulation, policy or other text, as an officer of the credit office enters it. */
export const InstrumentSubmission = z
  .strictObject({ code: slug, ...content })
  .superRefine(endsAfterItBegins)
  .meta({ id: 'InstrumentSubmission' });
export type InstrumentSubmission = z.output<typeof InstrumentSubmission>;

/** An entry that is not approved yet, or was rejected, as it should read; its code stays. */
export const InstrumentRevision = z.strictObject({ reason: shortText(500), ...content }).superRefine(endsAfterItBegins);
export type InstrumentRevision = z.output<typeof InstrumentRevision>;

/** A proposal to end an entry: since when the article no longer holds, and the document that says so. */
export const RepealSubmission = z.strictObject({
  until: dateText.describe('自该日零时起失效 the first day on which it no longer holds'),
  document: shortText(200).describe('据以废止、修改的文件 the document that repeals or amends it'),
  reason: shortText(500),
});
export type RepealSubmission = z.output<typeof RepealSubmission>;

/** A proposal to repeal as it waits for the legal reviewer. */
export interface Repeal extends RepealSubmission {
  readonly proposedBy: string;
  readonly proposedAt: Instant;
}

/** What may be done to an entry. */
export const INSTRUMENT_ACTIONS = [
  'propose',
  'revise',
  'approve',
  'reject',
  'reword',
  'propose-repeal',
  'confirm-repeal',
  'reject-repeal',
] as const;
export type InstrumentAction = (typeof INSTRUMENT_ACTIONS)[number];

/** An entry of the register of instruments 规范性文件: one article that may be relied on, if it is approved, in force and of the rank. */
export interface Instrument extends InstrumentSubmission, Head<InstrumentState, InstrumentAction> {
  /** The officer who wrote what it says: proposed it, or revised it last. Another one approves it (I7). */
  readonly author: string;
  readonly approvedBy?: string;
  readonly repeal?: Repeal;
}

/** Whether an entry may be relied on that day: approved by a legal reviewer, and the article holds. */
export const isInForce = (
  instrument: Pick<Instrument, 'state' | 'inForceFrom' | 'inForceUntil'>,
  day: CalendarDate,
): boolean =>
  (instrument.state === 'approved' || instrument.state === 'repeal-proposed') &&
  instrument.inForceFrom <= day &&
  (instrument.inForceUntil === undefined || day < instrument.inForceUntil);

/** Whether an entry carries on that day what needs one of these ranks. */
export const opens = (instrument: Instrument, neededRanks: readonly Rank[], day: CalendarDate): boolean =>
  opensAnything(instrument.rank) && neededRanks.includes(instrument.rank) && isInForce(instrument, day);
