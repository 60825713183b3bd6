import type { JointCase } from '../cases/joint-case.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import { addWorkingDays } from '../kernel/working-calendar.ts';
import type { Actor } from '../register/head.ts';
import { termsAfterPause } from './pause.ts';
import { responseTermsOn } from './response-terms.ts';
import type { Task } from './task.ts';
import { isLive, nextTask, TRANSITIONS } from './transitions.ts';

/** Why a measure ends, and under which document. */
export type Ending = Pick<NonNullable<Task['lift']>, 'verb' | 'reason' | 'document'>;

/**
 * Ends a task whatever its officers did so far: an applied measure is to be lifted by its department, any other is withdrawn, for there is
 * nothing to lift. Undefined if it ended before: the first reason stays.
 */
export const liftBySystem = (task: Task, ending: Ending, by: Actor): Task | undefined => {
  if (!isLive(task)) return undefined;
  const { suspension: _, ...rest } = task;
  const { verb, reason, document } = ending;
  const today = beijingDate(by.at);
  const isApplied = task.state === 'applied';
  const confirmBy = isApplied && { confirmBy: addWorkingDays(today, responseTermsOn(today).lift.workingDays) };
  return nextTask(rest, TRANSITIONS.lift, by, {
    ...termsAfterPause(task, by.at),
    state: isApplied ? 'lifting' : 'withdrawn',
    lift: { verb, reason, document, at: by.at, ...confirmBy },
    reason,
  });
};

const endingOf = ({ measure }: Task, joint: JointCase, organisation: JointCase | undefined): Ending | undefined => {
  const own = joint.endedMeasures.find((ended) => ended.measure === measure) ?? joint.end;
  // A responsible person's measures end with the organisation's case (I12).
  return own ?? (organisation?.end && { ...organisation.end, verb: 'organisation-ended' });
};

const suspensionIn = ({ state, suspension }: JointCase): Task['suspension'] =>
  state === 'suspended' && suspension ? { document: suspension.document, since: suspension.since } : undefined;

const sameSuspension = (one: Task['suspension'], other: Task['suspension']): boolean =>
  one?.since === other?.since && one?.document === other?.document;

/**
 * The next version that the state of the case asks for, `organisation` being the organisation's case where the task is on a responsible
 * person; undefined if the task is as it should be. An ended measure is lifted or withdrawn and never comes back.
 */
export const reconcile = (
  task: Task,
  joint: JointCase,
  organisation: JointCase | undefined,
  by: Actor,
): Task | undefined => {
  if (!isLive(task)) return undefined;
  const ending = endingOf(task, joint, organisation);
  if (ending !== undefined) return liftBySystem(task, ending, by);
  const suspension = suspensionIn(joint) ?? (organisation && suspensionIn(organisation));
  if (sameSuspension(task.suspension, suspension)) return undefined;
  if (suspension !== undefined) {
    return nextTask(task, TRANSITIONS.suspend, by, { ...termsAfterPause(task, suspension.since), suspension });
  }
  const { suspension: _, ...rest } = task;
  return nextTask(rest, TRANSITIONS.resume, by, termsAfterPause(task, by.at));
};
