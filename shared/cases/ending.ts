import * as z from 'zod';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { anotherThan, type CaseContext, dated, initiatorOrReviewer } from './case-context.ts';
import { CASE_TRANSITIONS, nextCase } from './case-transitions.ts';
import { repeated } from './chosen-measures.ts';
import type { CaseEndVerb, JointCase } from './joint-case.ts';
import { openMeasures } from './live-measures.ts';
import { MAX_MEASURES } from './proposal.ts';

/** An end that somebody decided: of the whole case, or of the measures that are named. */
export const EndSubmission = z
  .strictObject({
    verb: z.enum(['lift', 'revoke', 'repair']).describe('解除 lift · 撤销 revoke · 修复 repair'),
    document: shortText(200).describe('据以办理的文书 the document on which it rests'),
    decidedOn: dateText,
    reason: shortText(500),
    measures: z.array(slug).min(1).max(MAX_MEASURES).exactOptional().describe('只结束这些措施 only these measures'),
  })
  .meta({ id: 'CaseEnd' });
export type EndSubmission = z.output<typeof EndSubmission>;

/**
 * An end that follows from the register itself: a term that ran out, a basis that was repealed, an organisation's case or a record that ended,
 * a repair that was granted, what was decided on an objection.
 */
export interface SystemEnd {
  readonly verb: Extract<CaseEndVerb, 'expire' | 'repeal' | 'organisation-ended' | 'repair' | 'revoke' | 'lift'>;
  readonly document: string;
  readonly reason: string;
  readonly decidedOn: CalendarDate;
  /** Only these measures end, not the case. */
  readonly measures?: readonly string[];
}

const notOpen = (jointCase: JointCase, measures: readonly string[]): readonly Failure[] => {
  const open = openMeasures(jointCase).map(({ measure }) => measure);
  return measures.flatMap((code, index): readonly Failure[] =>
    open.includes(code)
      ? []
      : [{ kind: 'measure-not-decided', pointer: `/measures/${index}`, parameters: { name: code } }],
  );
};

/** A case that ends is suspended no more, and under no objection; what it was stays in its history. */
const ended = (
  { suspension, objection, ...rest }: JointCase,
  { measures, verb, document, reason, decidedOn }: EndSubmission | SystemEnd,
  by: Actor,
): JointCase => {
  const { department, officer, at: endedAt } = by;
  const end = { verb, document, decidedOn, reason, department, officer, endedAt };
  if (measures === undefined) return nextCase(rest, CASE_TRANSITIONS.end, by, { state: 'ended', end, reason });
  const marks = { ...(suspension && { suspension }), ...(objection && { objection }) };
  return nextCase({ ...rest, ...marks }, CASE_TRANSITIONS.endMeasures, by, {
    endedMeasures: [...rest.endedMeasures, ...measures.map((measure) => ({ ...end, measure }))],
    reason,
  });
};

const transitionOf = ({ measures }: { readonly measures?: readonly string[] }) =>
  measures === undefined ? CASE_TRANSITIONS.end : CASE_TRANSITIONS.endMeasures;

/**
 * Ends a case or measures of it: the initiating department by another officer than the one who decided (I7), or a court or a review
 * authority. Ended is ended: nothing brings it back.
 */
export const endCase = (
  jointCase: JointCase,
  submission: EndSubmission,
  context: CaseContext,
): Result<JointCase, Failures> => {
  const { decision, author, proposedAt } = jointCase;
  const { document, reason, decidedOn, measures = [] } = submission;
  const forbidden = [
    ...initiatorOrReviewer(jointCase, context),
    ...allowedFrom(jointCase, transitionOf(submission)),
    ...anotherThan(decision?.officer ?? author, context),
  ];
  if (isRefused(forbidden)) return fail(forbidden);
  const earliest = decision?.decidedOn ?? beijingDate(proposedAt);
  const failures = [
    ...dated('/decidedOn', decidedOn, { earliest, today: context.today }),
    ...identityNumbersIn([
      { pointer: '/document', text: document },
      { pointer: '/reason', text: reason },
    ]),
    ...repeated(measures, (index) => `/measures/${index}`),
    ...notOpen(jointCase, measures),
  ];
  return isRefused(failures) ? fail(failures) : ok(ended(jointCase, submission, context.by));
};

/** Ends a case, or measures of it, on what the register itself shows; refuses what has ended already. */
export const endBySystem = (jointCase: JointCase, end: SystemEnd, by: Actor): Result<JointCase, Failures> => {
  const failures = [...allowedFrom(jointCase, transitionOf(end)), ...notOpen(jointCase, end.measures ?? [])];
  return isRefused(failures) ? fail(failures) : ok(ended(jointCase, end, by));
};
