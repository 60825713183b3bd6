import { type DutyOutcome, dutyOutcome } from '../clocks/duty.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { dutiesOf, type TaskDuty, type TaskDutyName } from './duties.ts';
import { responseTermsOn } from './response-terms.ts';
import type { Task } from './task.ts';

/** A period of a task. Its state is derived from dates; nothing of it is stored. */
export interface TaskClock {
  readonly name: TaskDutyName;
  readonly state: 'running' | 'met' | 'breached';
  readonly due: CalendarDate;
  /** True while the due date touches a year whose calendar is not confirmed yet (暂定). */
  readonly provisional: boolean;
  readonly basis: Label;
}

const STATES: Readonly<Record<DutyOutcome, TaskClock['state'] | undefined>> = {
  inTime: 'met',
  late: 'breached',
  missing: 'breached',
  running: 'running',
  released: undefined,
};

const stateOf = (duty: TaskDuty, today: CalendarDate): TaskClock['state'] | undefined => {
  const state = STATES[dutyOutcome({ ...duty, due: duty.due.date }, today)];
  return state === 'running' && duty.haltedOn !== undefined ? undefined : state;
};

/**
 * The clocks of a task on a day. None runs for a body that is only informed, nor while the task is suspended; one that was over by then
 * stays breached, and so does one that was never answered when the task was withdrawn.
 */
export const taskClocks = (task: Task, today: CalendarDate): readonly TaskClock[] =>
  dutiesOf(task).flatMap((duty) => {
    const state = stateOf(duty, today);
    const { date: due, provisional } = duty.due;
    const { basis } = responseTermsOn(duty.since)[duty.name];
    return state === undefined ? [] : [{ name: duty.name, state, due, provisional, basis }];
  });
