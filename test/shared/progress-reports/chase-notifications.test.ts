import { describe, expect, it } from 'vitest';
import { addDays, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { chasedQuarter, chaseNotifications } from '../../../shared/progress-reports/chase-notifications.ts';
import { obligedUnits, reportDue } from '../../../shared/progress-reports/duties.ts';
import type { ProgressReport } from '../../../shared/progress-reports/progress-report.ts';
import { type Quarter, quarterOf } from '../../../shared/progress-reports/quarter.ts';

const PERIOD = '2026-Q4' as Quarter;
const DUE = reportDue(PERIOD)?.date ?? calendarDate('2000-01-01');
const UNITS = obligedUnits(PERIOD).map(({ code }) => code);

const submitted = (department: string) => ({ department, state: 'submitted' }) as unknown as ProgressReport;

const told = (days: number, reports: readonly ProgressReport[] = []) =>
  chaseNotifications(PERIOD, {
    reports,
    today: addDays(DUE, days),
    idOf: (text) => text,
    reportIdOf: ({ period, department }) => `${period} ${department}`,
  });

describe('units whose report is not in', () => {
  it('are reminded on the day before and told once it is overdue; nobody is before, or a month later', () => {
    expect(told(-2)).toEqual([]);
    for (const days of [-1, 0])
      expect(new Set(told(days).map(({ type }) => type))).toEqual(new Set(['report.reminder']));
    for (const days of [1, 31])
      expect(new Set(told(days).map(({ type }) => type))).toEqual(new Set(['report.overdue']));
    expect(told(1).map(({ recipient }) => recipient)).toEqual(UNITS);
    expect(told(32)).toEqual([]);
  });

  it('are told each stage once, however often it is looked: the notice is the very same', () => {
    expect(told(20)).toEqual(told(1));
    expect(told(0)).toEqual(told(-1));
    expect(new Set([...told(0), ...told(1)].map(({ id }) => id)).size).toBe(2 * UNITS.length);
  });

  it('are not those whose report is in', () => {
    const [first = '', ...others] = UNITS;
    expect(told(1, [submitted(first)]).map(({ recipient }) => recipient)).toEqual(others);
  });

  it('are those of the quarter before the day', () => {
    expect(chasedQuarter(calendarDate('2027-01-05'))).toBe('2026-Q4');
    expect(chasedQuarter(calendarDate('2026-11-23'))).toBe('2026-Q3');
    expect(quarterOf(calendarDate('2026-12-31'))).toBe('2026-Q4');
  });
});
