import { dutyOutcome } from '../clocks/duty.ts';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { CountedEndNotice } from '../withdrawal-ledger/end-notice-store.ts';
import type { OutcomeCounts } from './joint-counts.ts';

/** Notices of ends that a department was told of in a month: acknowledged in time, late, or missing. The outcomes add up to `told`. */
export interface EndNoticeFigures extends OutcomeCounts {
  readonly told: number;
}

export interface EndNoticeCounts extends EndNoticeFigures {
  readonly department: string;
}

export const NO_END_NOTICES: EndNoticeFigures = { told: 0, inTime: 0, late: 0, missing: 0, running: 0, released: 0 };

const figures = (notices: readonly CountedEndNotice[], today: CalendarDate): EndNoticeFigures => {
  const counts = { ...NO_END_NOTICES, told: notices.length };
  for (const { due, acknowledgedAt } of notices) {
    counts[dutyOutcome({ due, ...(acknowledgedAt && { doneOn: beijingDate(acknowledgedAt) }) }, today)] += 1;
  }
  return counts;
};

/** Folds notices of ends into counts by the department that was told, sorted. A recount is this fold over the notices themselves. */
export const countEndNotices = (
  notices: readonly CountedEndNotice[],
  today: CalendarDate,
): readonly EndNoticeCounts[] =>
  [...Map.groupBy(notices, ({ recipient }) => recipient)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([department, told]) => ({ department, ...figures(told, today) }));
