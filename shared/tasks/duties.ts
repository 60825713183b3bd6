import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import type { Task } from './task.ts';

/** What a department owes on a task: 签收、反馈、确认解除. */
export const DUTY_NAMES = ['acknowledge', 'answer', 'lift'] as const;
export type DutyName = (typeof DUTY_NAMES)[number];

/** One thing that a department owes on a task, and what became of it. Beijing dates; all of it follows from the task's newest version. */
export interface Duty {
  readonly name: DutyName;
  /** Since when it is owed. */
  readonly since: CalendarDate;
  readonly due: Deadline;
  readonly doneOn?: CalendarDate;
  /** Since when it is owed no more, not having been done: the measure ended before it was applied. */
  readonly releasedOn?: CalendarDate;
  /** Since when it stands still, because the measure is suspended. */
  readonly haltedOn?: CalendarDate;
}

/**
 * What the department of a task owes, in the order in which it falls due. When it was done is when the system took it in, not what the
 * department dates it; private bodies owe nothing. While a measure is suspended nobody is pressed to apply it: receipt and answer stand
 * still. What ends is to be lifted at once: that clock is never halted.
 */
export const dutiesOf = (task: Task): readonly Duty[] => {
  const { state, pushedOn, acknowledgeBy, answerBy, acknowledged, feedback, suspension, lift } = task;
  const answeredOn = feedback && beijingDate(feedback.at);
  const acknowledgedOn = acknowledged ? beijingDate(acknowledged.at) : answeredOn;
  const left = {
    ...(state === 'withdrawn' && { releasedOn: beijingDate(lift?.at ?? task.change.at) }),
    ...(suspension && { haltedOn: beijingDate(suspension.since) }),
  };
  const duty = (name: DutyName, due: Deadline | undefined, doneOn: CalendarDate | undefined): readonly Duty[] =>
    due === undefined ? [] : [{ name, since: pushedOn, due, ...(doneOn === undefined ? left : { doneOn }) }];
  return [
    ...duty('acknowledge', acknowledgeBy, acknowledgedOn),
    ...duty('answer', answerBy, answeredOn),
    ...(lift?.confirmBy ? [liftDuty(lift, lift.confirmBy)] : []),
  ];
};

const liftDuty = ({ at, confirmed }: NonNullable<Task['lift']>, due: Deadline): Duty => ({
  name: 'lift',
  since: beijingDate(at),
  due,
  ...(confirmed && { doneOn: beijingDate(confirmed.at) }),
});

/** How a duty stands: done 按时 or 逾期, 未办 overdue, 期限内 or halted, or released in time. */
export const DUTY_OUTCOMES = ['inTime', 'late', 'missing', 'running', 'released'] as const;
export type DutyOutcome = (typeof DUTY_OUTCOMES)[number];

/** What decides how a duty stands. */
export interface DutyDates extends Pick<Duty, 'doneOn' | 'releasedOn' | 'haltedOn'> {
  readonly due: CalendarDate;
}

/** How a duty stands on a day. The due date itself is in time; who was late when the duty fell away was late. */
export const dutyOutcome = ({ due, doneOn, releasedOn, haltedOn }: DutyDates, today: CalendarDate): DutyOutcome => {
  if (doneOn !== undefined) return doneOn <= due ? 'inTime' : 'late';
  if (releasedOn !== undefined) return releasedOn <= due ? 'released' : 'missing';
  return (haltedOn ?? today) <= due ? 'running' : 'missing';
};

/** Whether a duty is still owed and its clock runs. */
export const isRunning = ({ doneOn, releasedOn, haltedOn }: Duty): boolean =>
  doneOn === undefined && releasedOn === undefined && haltedOn === undefined;
