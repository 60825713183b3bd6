import * as z from 'zod';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { type CheckFile, measuresOf, type Outcome } from './check.ts';
import { plainText } from './submission.ts';

/** Outcomes of one request: with the decision they are one transaction, of at most a hundred items. */
export const MAX_OUTCOMES = 99;

const measure = z.string().max(40).describe('核查答复中的措施编号 the id that the check gave the measure');

/** What became of one measure: it was applied, or not, and then why (comply or explain). */
const OutcomeSubmission = z.discriminatedUnion('outcome', [
  z.strictObject({ measure, outcome: z.literal('applied'), document: plainText(200) }),
  z.strictObject({ measure, outcome: z.literal('declined'), reason: plainText(500) }),
]);
type OutcomeSubmission = z.output<typeof OutcomeSubmission>;

export const OutcomesSubmission = z
  .strictObject({
    decisionDocument: plainText(200).describe('决定文书号 number of the decision that was made'),
    outcomes: z.array(OutcomeSubmission).min(1).max(MAX_OUTCOMES),
  })
  .meta({ id: 'CheckOutcomes' });
export type OutcomesSubmission = z.output<typeof OutcomesSubmission>;

const contentOf = (one: OutcomeSubmission | Outcome): string =>
  [one.outcome, 'document' in one ? one.document : '', 'reason' in one ? one.reason : ''].join('\n');

/** Why an outcome cannot stand beside what was said of its measure before, in this request or an earlier one. */
const refusalOf = (
  given: OutcomeSubmission,
  standing: OutcomeSubmission | Outcome | undefined,
  isKnown: boolean,
): readonly Failure['kind'][] => {
  if (!isKnown) return ['measure-not-in-check'];
  return standing === undefined || contentOf(standing) === contentOf(given) ? [] : ['outcome-given'];
};

/**
 * The outcomes that are new: each measure of the check once; said again it is no news, said otherwise it is refused, and with one that
 * is refused nothing is kept. The decision's number is the same throughout.
 */
export const newOutcomes = (
  file: CheckFile,
  { decisionDocument, outcomes }: OutcomesSubmission,
  by: Pick<Outcome, 'officer' | 'at'>,
): Result<readonly Outcome[], Failures> => {
  const known = new Set(measuresOf(file).map(({ id }) => id));
  const first = new Map(outcomes.toReversed().map((one) => [one.measure, one]));
  const failures = outcomes.flatMap((one, index): readonly Failure[] =>
    refusalOf(one, file.outcomes.get(one.measure) ?? first.get(one.measure), known.has(one.measure)).map((kind) => ({
      kind,
      pointer: `/outcomes/${index}`,
    })),
  );
  const differs = file.decisionDocument !== undefined && file.decisionDocument !== decisionDocument;
  const all: readonly Failure[] = differs
    ? [{ kind: 'outcome-given', pointer: '/decisionDocument' }, ...failures]
    : failures;
  if (isRefused(all)) return fail(all);
  return ok([...first.values()].filter((one) => !file.outcomes.has(one.measure)).map((one) => ({ ...one, ...by })));
};
