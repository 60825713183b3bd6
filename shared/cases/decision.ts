import { addDays, beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { anotherThan, type CaseContext, dated, initiatorOnly } from './case-context.ts';
import type { ListsOnDay } from './case-lists.ts';
import { CASE_TRANSITIONS, nextCase } from './case-transitions.ts';
import { decideMeasures } from './decided-measures.ts';
import type { DecisionSubmission, SustainedDecision } from './decision-submission.ts';
import { LONGEST_LISTING_MONTHS, longestListing } from './due-process.ts';
import { dueProcess } from './due-process-of.ts';
import { type Evidence, evidenceFailures } from './evidence.ts';
import type { JointCase } from './joint-case.ts';
import { organisationEnded } from './responsibility.ts';

/** What a decision is held against: the lists on its own day, and the organisation's case where it is on a responsible person. */
export interface DecisionContext extends CaseContext {
  readonly lists: ListsOnDay;
  /** The records of the subject as they are now: nothing is decided on one that has ended. */
  readonly records: readonly Evidence[];
  readonly organisation?: JointCase;
}

const textsOf = (submission: DecisionSubmission) => [
  { pointer: '/documentNumber', text: submission.documentNumber },
  { pointer: '/reasons', text: submission.reasons },
  ...(submission.sustained
    ? [
        { pointer: '/onStatement', text: submission.onStatement ?? '' },
        { pointer: '/exemption/reason', text: submission.exemption?.reason ?? '' },
      ]
    : []),
];

/** A listing has a term: it ends after the decision, and no later than the longest of any measure. */
const listingFailures = ({ decidedOn, listedUntil }: SustainedDecision): readonly Failure[] => {
  if (listedUntil <= decidedOn) {
    return [{ kind: 'date-too-early', pointer: '/listedUntil', parameters: { earliest: addDays(decidedOn, 1) } }];
  }
  return listedUntil > longestListing(decidedOn)
    ? [{ kind: 'term-out-of-bounds', pointer: '/listedUntil', parameters: { min: 1, max: LONGEST_LISTING_MONTHS } }]
    : [];
};

const answersStatement = (jointCase: JointCase, { onStatement }: SustainedDecision): readonly Failure[] =>
  jointCase.statements.length > 0 && onStatement === undefined
    ? [{ kind: 'answer-to-statement-required', pointer: '/onStatement' }]
    : [];

/** The evidence is the proposal's: no place of the decision is wrong. */
const unfitEvidence = ({ act }: JointCase, records: readonly Evidence[], today: CalendarDate): readonly Failure[] => {
  const found = evidenceFailures(act, records, today).map(({ kind }) => kind);
  return (['evidence-ended', 'evidence-unconfirmed'] as const).flatMap((kind) =>
    found.includes(kind) ? [{ kind }] : [],
  );
};

const sustain = (
  jointCase: JointCase,
  submission: SustainedDecision,
  context: DecisionContext,
): Result<JointCase, Failures> => {
  const { by, lists, organisation, records } = context;
  const process = [
    ...organisationEnded(jointCase, organisation),
    ...dueProcess(jointCase, submission, lists),
    ...unfitEvidence(jointCase, records, beijingDate(by.at)),
  ];
  if (isRefused(process)) return fail(process);
  const measures = decideMeasures(jointCase, submission, lists);
  const failures = [
    ...answersStatement(jointCase, submission),
    ...listingFailures(submission),
    ...(measures.ok ? [] : measures.failure),
  ];
  if (isRefused(failures)) return fail(failures);
  if (!measures.ok) return measures;
  const { sustained: _, ...decision } = submission;
  const editions = { behaviours: lists.behaviours.edition, measures: lists.measures.edition };
  return ok(
    nextCase(jointCase, CASE_TRANSITIONS.decide, by, {
      state: 'decided',
      decision: {
        ...decision,
        officer: by.officer,
        version: jointCase.version + 1,
        editions,
        measures: measures.value,
      },
    }),
  );
};

/**
 * Decides on a case: another officer than the one who proposed (I7), once the subject's time to answer is over or a law exempts from it,
 * with measures of the notice that the lists and instruments of the decision's day carry (I1).
 */
export const decide = (
  jointCase: JointCase,
  submission: DecisionSubmission,
  context: DecisionContext,
): Result<JointCase, Failures> => {
  const { by, today, lists } = context;
  const { documentNumber, decidedOn, reasons } = submission;
  if (lists.day !== decidedOn) throw new Error(`lists of ${lists.day} for a decision of ${decidedOn}`);
  const forbidden = [
    ...initiatorOnly(jointCase, context),
    ...allowedFrom(jointCase, CASE_TRANSITIONS.decide),
    ...anotherThan(jointCase.author, context),
  ];
  if (isRefused(forbidden)) return fail(forbidden);
  const failures = [
    ...dated('/decidedOn', decidedOn, { earliest: beijingDate(jointCase.proposedAt), today }),
    ...identityNumbersIn(textsOf(submission)),
  ];
  if (isRefused(failures)) return fail(failures);
  if (submission.sustained) return sustain(jointCase, submission, context);
  const { department, officer, at: endedAt } = by;
  const end = { verb: 'not-sustained', document: documentNumber, decidedOn, reason: reasons } as const;
  return ok(
    nextCase(jointCase, CASE_TRANSITIONS.drop, by, { state: 'ended', end: { ...end, department, officer, endedAt } }),
  );
};
