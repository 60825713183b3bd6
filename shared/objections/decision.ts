import * as z from 'zod';
import { dated } from '../cases/case-context.ts';
import { openMeasures } from '../cases/live-measures.ts';
import { MAX_MEASURES } from '../cases/proposal.ts';
import type { Role } from '../http/operation.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { at, type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import { Correction } from '../records/correct.ts';
import { settleObjection } from '../records/marks.ts';
import type { Actor } from '../register/head.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { markOf, settlementOf } from './marks.ts';
import type { Decision, Objection } from './objection.ts';
import { misfits } from './outcomes.ts';
import { authorsOf, hasEnded, headOf, type Objected } from './target.ts';

const reasoned = {
  documentNumber: shortText(200).describe('处理决定文书号 number of the decision'),
  decidedOn: dateText,
  examined: shortText(2000).describe('核查了什么、如何核查 what was examined, and how'),
  reason: shortText(500).describe('处理理由 why'),
};

/** A decision on an objection, or on its review. What an outcome needs goes with it, and nothing else. */
export const DecisionSubmission = z
  .discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.enum(['delete', 'remove-from-list', 'end-publication', 'maintain']), ...reasoned }),
    z.strictObject({
      outcome: z.literal('correct'),
      ...reasoned,
      correction: Correction.exactOptional().describe('记录如何更正 how the record is corrected'),
      measures: z
        .array(slug)
        .min(1)
        .max(MAX_MEASURES)
        .exactOptional()
        .describe('案件中撤销的措施 the measures of the case that are revoked'),
    }),
    z.strictObject({
      outcome: z.literal('supplement'),
      ...reasoned,
      supplement: shortText(500).describe('补充说明，与记录一并展示 what is shown beside the record from now on'),
    }),
  ])
  .meta({ id: 'ObjectionDecision' });
export type DecisionSubmission = z.output<typeof DecisionSubmission>;

/** Who decides, in which roles, on which Beijing day, on what as it stands now. */
export interface DecisionContext {
  readonly by: Actor;
  readonly roles: readonly Role[];
  readonly today: CalendarDate;
  readonly objected: Objected;
}

const textsOf = (submission: DecisionSubmission) => {
  const { documentNumber, examined, reason } = submission;
  const texts = { documentNumber, examined, reason, ...(submission.outcome === 'supplement' && submission) };
  return Object.entries(texts).map(([name, text]) => ({ pointer: `/${name}`, text: String(text) }));
};

/** Nobody decides on an objection to their own word, as it was when the objection came or as it is now, nor on one that they wrote down (I7). */
const notOwnWord = (objection: Objection, { by, objected }: DecisionContext): readonly Failure[] => {
  const { target, by: filing, review } = objection;
  const clerks = [filing.clerk, review?.by.clerk];
  return [...target.authors, ...authorsOf(objected), ...clerks].includes(by.officer) ? [{ kind: 'same-officer' }] : [];
};

/** Whether what was decided can be done to the record or case as it is now: said to the officer, not found out afterwards. */
const undoable = (objection: Objection, decision: Decision, { by, objected }: DecisionContext): readonly Failure[] => {
  if (objected.type === 'case') {
    const open = openMeasures(objected.joint).map(({ measure }) => measure);
    return (decision.measures ?? []).flatMap((name, index): readonly Failure[] =>
      open.includes(name) ? [] : [{ kind: 'measure-not-decided', pointer: `/measures/${index}`, parameters: { name } }],
    );
  }
  const marked = { ...objected.record, objection: markOf(objection) };
  const settled = settleObjection(marked, settlementOf(objection, decision), by);
  if (settled.ok) return [];
  return decision.outcome === 'correct'
    ? settled.failure.map((failure) => at('/correction', failure))
    : settled.failure;
};

/** A decision as the objection keeps it, or why it cannot be made. The same is asked of a first decision and of a review's. */
export const admitDecision = (
  objection: Objection,
  submission: DecisionSubmission,
  context: DecisionContext,
): Result<Decision, Failures> => {
  const { by, today, objected } = context;
  const { state } = headOf(objected);
  const forbidden = [
    ...(hasEnded(objected) ? [{ kind: 'state-forbids', parameters: { state } } as const] : []),
    ...notOwnWord(objection, context),
  ];
  if (isRefused(forbidden)) return fail(forbidden);
  const wrong = [
    ...misfits(submission, objected),
    ...dated('/decidedOn', submission.decidedOn, { earliest: objection.filedOn, today }),
    ...identityNumbersIn(textsOf(submission)),
  ];
  if (isRefused(wrong)) return fail(wrong);
  const decision: Decision = { ...submission, ...by };
  const failures = undoable(objection, decision, context);
  return isRefused(failures) ? fail(failures) : ok(decision);
};
