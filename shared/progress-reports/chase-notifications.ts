import { addDays, beijingMidnight, type CalendarDate } from '../kernel/beijing-time.ts';
import { type Notification, notification } from '../notifications/notification.ts';
import { owedReports } from './chase.ts';
import { reportDue } from './duties.ts';
import type { ProgressReport } from './progress-report.ts';
import { firstDayOf, type Quarter, quarterOf } from './quarter.ts';

/** Days after the due date for which a missing report is asked for again where nobody heard of it: longer than any outage. */
const CHASED_DAYS = 31;

/** The quarter whose reports are chased on a day: the one before the day's own. */
export const chasedQuarter = (today: CalendarDate): Quarter => quarterOf(addDays(firstDayOf(quarterOf(today)), -1));

/**
 * What units are told whose report on a quarter is not in (articles 22 and 23): on the day before it is due, and once it is overdue. Ids
 * follow from report, unit and stage, so that however often this is sent an inbox takes each once.
 */
export const chaseNotifications = (
  period: Quarter,
  given: {
    readonly reports: readonly ProgressReport[];
    readonly today: CalendarDate;
    readonly idOf: (text: string) => string;
    readonly reportIdOf: (report: { readonly period: Quarter; readonly department: string }) => string;
  },
): readonly Notification[] => {
  const { reports, today, idOf, reportIdOf } = given;
  const due = reportDue(period)?.date;
  if (due === undefined || today < addDays(due, -1) || today > addDays(due, CHASED_DAYS)) return [];
  const type = today > due ? 'report.overdue' : 'report.reminder';
  return owedReports(period, reports, today).map(({ unit }) => {
    const id = reportIdOf({ period, department: unit.code });
    const about = { id, version: 1, kind: 'progress-report', department: unit.code };
    const at = beijingMidnight(type === 'report.overdue' ? addDays(due, 1) : addDays(due, -1));
    return notification(about, { type, recipient: unit.code, at, due }, idOf);
  });
};
