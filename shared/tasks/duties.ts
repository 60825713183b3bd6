import type { Clocked } from '../clocks/clocked.ts';
import type { Duty } from '../clocks/duty.ts';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import type { Task } from './task.ts';

/** What a department owes on a task: 签收、反馈、确认解除. */
export const TASK_DUTY_NAMES = ['acknowledge', 'answer', 'lift'] as const;
export type TaskDutyName = (typeof TASK_DUTY_NAMES)[number];

export type TaskDuty = Duty<TaskDutyName>;

/**
 * What the department of a task owes, in the order in which it falls due. When it was done is when the system took it in, not what the
 * department dates it; private bodies owe nothing. While a measure is suspended nobody is pressed to apply it: receipt and answer stand
 * still. What ends is to be lifted at once: that clock is never halted.
 */
export const dutiesOf = (task: Task): readonly TaskDuty[] => {
  const { state, pushedOn, acknowledgeBy, answerBy, acknowledged, feedback, suspension, lift } = task;
  const answeredOn = feedback && beijingDate(feedback.at);
  const acknowledgedOn = acknowledged ? beijingDate(acknowledged.at) : answeredOn;
  const left = {
    ...(state === 'withdrawn' && { releasedOn: beijingDate(lift?.at ?? task.change.at) }),
    ...(suspension && { haltedOn: beijingDate(suspension.since) }),
  };
  const duty = (
    name: TaskDutyName,
    due: Deadline | undefined,
    doneOn: CalendarDate | undefined,
  ): readonly TaskDuty[] =>
    due === undefined ? [] : [{ name, since: pushedOn, due, ...(doneOn === undefined ? left : { doneOn }) }];
  return [
    ...duty('acknowledge', acknowledgeBy, acknowledgedOn),
    ...duty('answer', answerBy, answeredOn),
    ...(lift?.confirmBy ? [liftDuty(lift, lift.confirmBy)] : []),
  ];
};

const liftDuty = ({ at, confirmed }: NonNullable<Task['lift']>, due: Deadline): TaskDuty => ({
  name: 'lift',
  since: beijingDate(at),
  due,
  ...(confirmed && { doneOn: beijingDate(confirmed.at) }),
});

/** A task as its clock knows it: 实施部门 owes what it is asked for. */
export const clockedTask = (task: Task): Clocked => {
  const { id, version, measure: kind, initiator, department, subject } = task;
  return {
    entity: 'task',
    id,
    version,
    kind,
    department: initiator,
    debtor: department,
    subject,
    duties: dutiesOf(task),
  };
};
