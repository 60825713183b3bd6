import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { CASE_TRANSITIONS, nextCase } from './case-transitions.ts';
import type { JointCase } from './joint-case.ts';

/** 异议标注 on a case. */
export type CaseObjectionMark = NonNullable<JointCase['objection']>;

/** Whether a case is under an objection that was not decided in time: from the day after its decision was due it binds nobody. */
export const isOverdueUndecided = ({ objection }: Pick<JointCase, 'objection'>, today: CalendarDate): boolean =>
  objection?.suspendsFrom !== undefined && objection.suspendsFrom <= today;

/** Marks a case, or moves the days of its mark; undefined if it bears it, bears another one's, or cannot bear one. */
export const markCase = (joint: JointCase, mark: CaseObjectionMark, by: Actor): JointCase | undefined => {
  const { objection } = joint;
  if (allowedFrom(joint, CASE_TRANSITIONS.markObjection).length > 0) return undefined;
  const isAnothers = objection !== undefined && objection.id !== mark.id;
  if (isAnothers || canonicalJson(objection ?? null) === canonicalJson(mark)) return undefined;
  return nextCase(joint, CASE_TRANSITIONS.markObjection, by, { objection: mark });
};

const LATE = '异议逾期未处理，决定前暂停执行 an objection was not decided in time';

/** Why nothing of a case is carried out while its objection is overdue. */
const lateness = (joint: JointCase, mark: CaseObjectionMark, { department, at }: Actor) => ({
  document: `异议 ${mark.id}`,
  reason: LATE,
  department,
  since: at,
  from: joint.suspension?.from ?? joint.state,
  withOrganisation: false,
  objection: mark.id,
});

/** The case as it stands still because its objection is overdue; undefined if it is not, or stands still already for its own sake. */
export const suspendUndecided = (joint: JointCase, by: Actor): JointCase | undefined => {
  const { objection, suspension } = joint;
  if (objection === undefined || !isOverdueUndecided(joint, beijingDate(by.at))) return undefined;
  if (suspension !== undefined && !suspension.withOrganisation) return undefined;
  if (allowedFrom(joint, CASE_TRANSITIONS.suspend).length > 0) return undefined;
  return nextCase(joint, CASE_TRANSITIONS.suspend, by, {
    state: 'suspended',
    suspension: lateness(joint, objection, by),
    reason: LATE,
  });
};

/** Takes the mark of an objection away, and what stood still for it goes on; undefined if the case does not bear it. */
export const unmarkCase = (
  joint: JointCase,
  { id, reason }: { readonly id: string; readonly reason: string },
  by: Actor,
): JointCase | undefined => {
  const { objection, ...rest } = joint;
  if (objection?.id !== id || allowedFrom(joint, CASE_TRANSITIONS.settleObjection).length > 0) return undefined;
  const { suspension, ...running } = rest;
  return suspension?.objection === id
    ? nextCase(running, CASE_TRANSITIONS.settleObjection, by, { state: suspension.from, reason })
    : nextCase(rest, CASE_TRANSITIONS.settleObjection, by, { reason });
};
