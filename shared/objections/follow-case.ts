import { endBySystem, type SystemEnd } from '../cases/ending.ts';
import type { JointCase } from '../cases/joint-case.ts';
import { openMeasures } from '../cases/live-measures.ts';
import { markCase, suspendUndecided, unmarkCase } from '../cases/objection-mark.ts';
import type { Actor } from '../register/head.ts';
import { deciderOf, markOf, type Settled, standingDecision } from './marks.ts';
import type { Decision, Objection } from './objection.ts';

/** The case with the mark of an undecided objection, and still once that is overdue; undefined if it stands as it should. */
export const markedCase = (joint: JointCase, objection: Objection, by: Actor): JointCase | undefined => {
  const marked = markCase(joint, markOf(objection), by);
  if (marked !== undefined) return marked;
  return joint.objection?.id === objection.id ? suspendUndecided(joint, by) : undefined;
};

const VERBS = { delete: 'revoke', 'remove-from-list': 'lift' } as const;

/** How an outcome ends a case, in part or whole; undefined if nothing of it is to end. */
const endOf = (decision: Decision): SystemEnd | undefined => {
  const { outcome, documentNumber: document, reason, decidedOn, measures } = decision;
  const end = { document, reason, decidedOn };
  if (outcome === 'delete' || outcome === 'remove-from-list') return { ...end, verb: VERBS[outcome] };
  return outcome === 'correct' && measures !== undefined ? { ...end, verb: 'revoke', measures } : undefined;
};

/** How the case of that id ends, in part or whole, by what was decided on an objection to it, whether that was carried out or not. */
export const decidedCaseEnd = (objection: Objection, id: string): SystemEnd | undefined => {
  const decision = objection.target.id === id && objection.state !== 'moot' ? standingDecision(objection) : undefined;
  return decision && endOf(decision);
};

/** The case as an outcome ends it; undefined if nothing of it is to end, or has ended already. */
const ended = (joint: JointCase, decision: Decision, by: Actor): JointCase | undefined => {
  const end = endOf(decision);
  if (end === undefined) return undefined;
  const open = openMeasures(joint).map(({ measure }) => measure);
  const measures = end.measures?.filter((measure) => open.includes(measure));
  if (measures?.length === 0) return undefined;
  const next = endBySystem(joint, { ...end, ...(measures && { measures }) }, by);
  return next.ok ? next.value : undefined;
};

/**
 * The next version of a case on a decision: what ends first, then without the mark, and going on where it stood still for it. Undefined if it
 * does not bear this objection's mark: then all is done.
 */
export const settledCase = (
  joint: JointCase,
  objection: Objection,
  at: Actor['at'],
): Settled<JointCase> | undefined => {
  const decision = standingDecision(objection);
  if (decision === undefined || joint.objection?.id !== objection.id) return undefined;
  const by = deciderOf(decision, at);
  const next = ended(joint, decision, by) ?? unmarkCase(joint, { id: objection.id, reason: decision.reason }, by);
  return next && { next, overtaken: false };
};
