import * as z from 'zod';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import { MAX_MEASURES } from './proposal.ts';

/** A measure as it is decided: on which basis, and for how many months from the day of the decision. */
export const MeasureSubmission = z.strictObject({
  measure: slug,
  basis: slug.describe('依据 code of the instrument that carries it'),
  months: z.int().min(1).describe('期限（月） its term in months'),
});
export type MeasureSubmission = z.output<typeof MeasureSubmission>;

const common = {
  documentNumber: shortText(64).describe('决定文书号 number of the decision'),
  decidedOn: dateText,
  reasons: shortText(4000).describe('理由 reasons'),
};

const SustainedDecision = z.strictObject({
  ...common,
  sustained: z.literal(true),
  onStatement: shortText(2000).exactOptional().describe('对陈述申辩的复核 what was found on the statement'),
  exemption: z
    .strictObject({ basis: slug, reason: shortText(500) })
    .exactOptional()
    .describe('依法免予事先告知 the law that spares the prior notice'),
  listedUntil: dateText.describe('列入期限止日（不含） the listing ends before this day'),
  measures: z.array(MeasureSubmission).min(1).max(MAX_MEASURES),
});

/** A decision on a case, or that the act is not sustained 不予认定: then nothing follows from it. */
export const DecisionSubmission = z
  .discriminatedUnion('sustained', [SustainedDecision, z.strictObject({ ...common, sustained: z.literal(false) })])
  .meta({ id: 'CaseDecision' });
export type DecisionSubmission = z.output<typeof DecisionSubmission>;
export type SustainedDecision = z.output<typeof SustainedDecision>;
