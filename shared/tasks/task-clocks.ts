import { beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import { responseTermsOn } from './response-terms.ts';
import type { Task } from './task.ts';

/** The periods of a task: to acknowledge 签收, to answer 反馈, to lift 解除. */
export const TASK_CLOCKS = ['acknowledge', 'answer', 'lift'] as const;

/** A period of a task. Its state is derived from dates; nothing of it is stored. */
export interface TaskClock {
  readonly name: (typeof TASK_CLOCKS)[number];
  readonly state: 'running' | 'met' | 'breached';
  readonly due: CalendarDate;
  /** True while the due date touches a year whose calendar is not confirmed yet (暂定). */
  readonly provisional: boolean;
  readonly basis: Label;
}

interface Facts {
  readonly today: CalendarDate;
  readonly metAt: Instant | undefined;
  /** Since when it stands still: the task is suspended, or was withdrawn. */
  readonly stoppedAt?: Instant | undefined;
}

const stateOf = (due: CalendarDate, { today, metAt, stoppedAt }: Facts): TaskClock['state'] | undefined => {
  const stop = metAt ?? stoppedAt;
  if ((stop === undefined ? today : beijingDate(stop)) > due) return 'breached';
  if (metAt !== undefined) return 'met';
  return stoppedAt === undefined ? 'running' : undefined;
};

const clock = (
  name: TaskClock['name'],
  due: Deadline | undefined,
  basis: Label,
  facts: Facts,
): readonly TaskClock[] => {
  const state = due && stateOf(due.date, facts);
  return due && state ? [{ name, state, due: due.date, provisional: due.provisional, basis }] : [];
};

/**
 * The clocks of a task on a day. None runs for a body that is only informed, nor while the task is suspended; one that was over by then
 * stays breached, and so does one that was never answered when the task was withdrawn.
 */
export const taskClocks = (task: Task, today: CalendarDate): readonly TaskClock[] => {
  const { acknowledgeBy, answerBy, acknowledged, feedback, suspension, lift, pushedOn } = task;
  const stoppedAt = lift?.at ?? suspension?.since;
  const terms = responseTermsOn(pushedOn);
  return [
    ...clock('acknowledge', acknowledgeBy, terms.acknowledge.basis, { today, metAt: acknowledged?.at, stoppedAt }),
    ...clock('answer', answerBy, terms.answer.basis, { today, metAt: feedback?.at, stoppedAt }),
    ...(lift
      ? clock('lift', lift.confirmBy, responseTermsOn(beijingDate(lift.at)).lift.basis, {
          today,
          metAt: lift.confirmed?.at,
        })
      : []),
  ];
};
