import type { Department } from '../departments/departments.ts';
import { addDays, beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { obligedUnits, reportDue } from './duties.ts';
import type { ProgressReport } from './progress-report.ts';
import type { Quarter } from './quarter.ts';

/** A unit that owes a report: nothing begun, a draft, or one that was sent back. */
export interface OwedReport {
  readonly unit: Department;
  readonly stands: 'not-begun' | 'draft' | 'returned';
  /** The day since which it is missing: after the due date, and not before it was sent back. Absent while there is time. */
  readonly missingSince?: CalendarDate;
}

const isIn = ({ state }: ProgressReport): boolean => state === 'submitted' || state === 'accepted';

const missingSince = (report: ProgressReport | undefined, due: CalendarDate): CalendarDate => {
  const overdueFrom = addDays(due, 1);
  const returnedOn = report?.returnedAt && beijingDate(report.returnedAt);
  return returnedOn !== undefined && returnedOn > overdueFrom ? returnedOn : overdueFrom;
};

/** The obliged units whose report of a quarter is not in, in the order of the policy, and since when it is missing. */
export const owedReports = (
  period: Quarter,
  reports: readonly ProgressReport[],
  today: CalendarDate,
): readonly OwedReport[] => {
  const due = reportDue(period)?.date;
  if (due === undefined) return [];
  const byUnit = new Map(reports.map((report) => [report.department, report]));
  return obligedUnits(period).flatMap((unit) => {
    const report = byUnit.get(unit.code);
    if (report !== undefined && isIn(report)) return [];
    const stands = report?.state === 'returned' || report?.state === 'draft' ? report.state : 'not-begun';
    return [{ unit, stands, ...(today > due && { missingSince: missingSince(report, due) }) }];
  });
};
