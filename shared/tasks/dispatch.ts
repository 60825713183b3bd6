import type { DecidedMeasure, JointCase, PlanItem } from '../cases/joint-case.ts';
import { addWorkingDays } from '../kernel/working-calendar.ts';
import type { Actor, HeadKey } from '../register/head.ts';
import { responseTermsOn } from './response-terms.ts';
import type { Task } from './task.ts';

/** What a task takes from its measure, as the list in force on the day of the decision had it. */
export type DispatchedMeasure = { readonly code: string } & Pick<Task, 'obligation' | 'binds'>;

/** Where a task and its case lie: digests of their keys, made outside. */
export interface TaskIds {
  /** The task's own id. */
  readonly id: string;
  readonly caseKey: HeadKey;
}

/** Who carries a plan out: the machinery of the credit office, never an officer. */
export const systemActor = (at: Actor['at']): Actor => ({ department: 'credit-office', officer: 'system', at });

const decided = ({ id, decision }: JointCase, measure: string) => {
  const found = decision?.measures.find((one: DecidedMeasure) => one.measure === measure);
  if (decision === undefined || found === undefined)
    throw new Error(`case ${id} plans ${measure}, which it never decided`);
  return { decisionDocument: decision.documentNumber, basis: found.basis, from: found.from, until: found.until };
};

/** Private bodies are informed and owe nothing (国办发〔2020〕49号): no clock runs for them. */
const clockOf = ({ obligation }: DispatchedMeasure, { dispatchedOn }: PlanItem) => {
  if (obligation === 'voluntary') return {};
  const { acknowledge, answer } = responseTermsOn(dispatchedOn);
  return {
    acknowledgeBy: addWorkingDays(dispatchedOn, acknowledge.workingDays),
    answerBy: addWorkingDays(dispatchedOn, answer.workingDays),
  };
};

/**
 * The first version of the task that an item of a case's plan becomes. It follows from its arguments alone, so that a plan that is carried
 * out twice makes the same task twice. Throws if the case never decided the measure, or `measure` is another one.
 */
export const taskOf = (joint: JointCase, item: PlanItem, measure: DispatchedMeasure, ids: TaskIds): Task => {
  if (measure.code !== item.measure) throw new Error(`${item.measure} is planned, not ${measure.code}`);
  const { responsibility, subject, effect, field, behaviour } = joint;
  return {
    id: ids.id,
    version: 1,
    state: measure.obligation === 'voluntary' ? 'informed' : 'pushed',
    change: { action: 'push', ...systemActor(item.dispatchedAt) },
    case: { id: joint.id, key: ids.caseKey },
    ...(responsibility && { organisationCase: responsibility.organisationCase }),
    subject,
    effect,
    field,
    behaviour,
    measure: item.measure,
    obligation: measure.obligation,
    binds: measure.binds,
    department: item.department,
    initiator: joint.department,
    ...decided(joint, item.measure),
    pushedOn: item.dispatchedOn,
    ...clockOf(measure, item),
  };
};
