import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Deadline } from '../kernel/working-calendar.ts';

/** What can be owed by a day. */
export const DUTY_NAMES = [
  // of a task: 签收、反馈、确认解除
  'acknowledge',
  'answer',
  'lift',
  // of an objection: 办理、复核
  'decide-objection',
  'review-objection',
  // of a repair: 受理、办结
  'accept-repair',
  'decide-repair',
  // of an acceptance with documents outstanding: 补齐
  'supply-documents',
  // of a commitment whose day is over: 认定履行状态
  'find-fulfilment',
  // of a proposed withdrawal: 核准
  'confirm-withdrawal',
  // of an emergency take-down: 确认或者恢复
  'confirm-take-down',
  // of a subscription that nears its end: 续订
  'renew-subscription',
  // of whoever was told of something that ended: 签收
  'acknowledge-end',
  // of whoever decided on what was annulled since: 复核决定
  'answer-reopen',
] as const;
export type DutyName = (typeof DUTY_NAMES)[number];

/** One thing that is owed, and what became of it. Beijing dates; all of it follows from the newest version of what it hangs on. */
export interface Duty<Name extends DutyName = DutyName> {
  readonly name: Name;
  /** Since when it is owed. */
  readonly since: CalendarDate;
  readonly due: Deadline;
  readonly doneOn?: CalendarDate;
  /** Since when it is owed no more, not having been done. */
  readonly releasedOn?: CalendarDate;
  /** Since when it stands still. */
  readonly haltedOn?: CalendarDate;
  /** The department that owes it, where that is not the clock's debtor. */
  readonly debtor?: string;
  /** Where nobody must do anything, and what is not done by its day is simply over: it is said once, on this day, to the debtor and to these. */
  readonly notice?: { readonly on: CalendarDate; readonly also: readonly string[] };
}

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
