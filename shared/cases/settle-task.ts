import { beijingDate } from '../kernel/beijing-time.ts';
import type { Actor } from '../register/head.ts';
import { type Ending, liftBySystem, reconcile } from '../tasks/reconcile.ts';
import type { Task } from '../tasks/task.ts';
import type { JointCase } from './joint-case.ts';

/** What an article that measures rest on says of its end. */
export interface Basis {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  /** The first day on which it holds no longer. */
  readonly inForceUntil?: string;
  readonly repeal?: { readonly document: string; readonly reason: string };
}

/** The cases and the basis that a task depends on, as they were just read. */
export interface Standing {
  readonly joint: JointCase;
  /** The organisation's case, where the task is on a responsible person. */
  readonly organisation: JointCase | undefined;
  readonly basis: Basis | undefined;
}

/** Whether a basis holds no longer. */
export const hasEnded = (basis: Pick<Basis, 'inForceUntil'> | undefined, { at }: Pick<Actor, 'at'>): boolean =>
  basis?.inForceUntil !== undefined && basis.inForceUntil <= beijingDate(at);

/** Why a measure is lifted whose basis has ended 依据失效 (I1). */
export const repealEnding = ({ code, repeal }: Basis): Ending => ({
  verb: 'repeal',
  reason: repeal?.reason ?? `依据 ${code} 不再施行 the basis is no longer in force`,
  document: repeal?.document ?? code,
});

/** Why a measure is lifted whose term is over 期限届满. */
export const termEnding = ({ decisionDocument, until }: Task): Ending => ({
  verb: 'expire',
  reason: `期限至 ${until} 届满 the term is over`,
  document: decisionDocument,
});

/** The next version that case, basis and term ask for; undefined if the task is as it should be. */
export const settled = (task: Task, { joint, organisation, basis }: Standing, by: Actor): Task | undefined => {
  const asked = reconcile(task, joint, organisation, by);
  if (asked?.lift !== undefined) return asked;
  if (basis !== undefined && hasEnded(basis, by)) return liftBySystem(task, repealEnding(basis), by);
  if (task.until <= beijingDate(by.at)) return liftBySystem(task, termEnding(task), by);
  return asked;
};
