import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/kernel/beijing-time.ts';
import { addWorkingDays } from '../../../shared/kernel/working-calendar.ts';
import { isReported, obligedUnits, reportDue } from '../../../shared/progress-reports/duties.ts';
import {
  dayAfter,
  firstDayOf,
  lastDayOf,
  monthsOf,
  parseQuarter,
  quarterLabel,
  quarterOf,
} from '../../../shared/progress-reports/quarter.ts';
import { quarter } from './reports.ts';

const anyQuarter = fc
  .record({ year: fc.integer({ min: 2018, max: 2090 }), number: fc.integer({ min: 1, max: 4 }) })
  .map(({ year, number }) => quarter(`${year}-Q${number}`));

describe('a quarter', () => {
  it('has three months, and ends where the next begins', () => {
    expect(monthsOf(quarter('2026-Q4'))).toEqual(['2026-10', '2026-11', '2026-12']);
    expect([firstDayOf(quarter('2026-Q4')), lastDayOf(quarter('2026-Q4'))]).toEqual(['2026-10-01', '2026-12-31']);
    expect(quarterLabel(quarter('2026-Q4'))).toEqual({ zh: '2026年第四季度', en: 'Q4 2026' });
  });

  it('holds each of its days and no other', () => {
    fc.assert(
      fc.property(anyQuarter, fc.nat({ max: 92 }), (period, days) => {
        const day = addDays(firstDayOf(period), days);
        expect(quarterOf(day) === period).toBe(day < dayAfter(period));
        expect(monthsOf(period).includes(day.slice(0, 7))).toBe(day <= lastDayOf(period));
      }),
    );
  });

  it.each(['2026-Q5', '2026-Q0', '2026-4', '2026Q4', '1999-Q1', '', '2026-Q4 '])('is not %j', (text) => {
    expect(parseQuarter(text)).toBeUndefined();
  });
});

describe('who owes a report, and until when', () => {
  it('is due ten working days after the quarter, by the dated calendar', () => {
    const due = reportDue(quarter('2026-Q3'));
    expect(due).toEqual(addWorkingDays(lastDayOf(quarter('2026-Q3')), 10));
    // The National Day holidays of 2026 are not counted: 10-08 is the first working day of the quarter that follows.
    expect(due?.date).toBe('2026-10-20');
  });

  it('says that a date is provisional while the calendar of the next year is not published', () => {
    expect(reportDue(quarter('2026-Q4'))?.provisional).toBe(true);
  });

  it('asks the departments of that time: those of before the reform no longer, their successors instead', () => {
    const before = obligedUnits(quarter('2018-Q1')).map(({ code }) => String(code));
    const now = obligedUnits(quarter('2026-Q4')).map(({ code }) => String(code));
    expect(before).toContain('legal-affairs-office');
    expect(now).not.toContain('legal-affairs-office');
    expect(now).toContain('justice');
    expect(now.length).toBeGreaterThan(20);
  });

  it('asks for none before the policy', () => {
    expect(isReported(quarter('2017-Q2'))).toBe(false);
    expect(reportDue(quarter('2017-Q2'))).toBeUndefined();
    expect(obligedUnits(quarter('2017-Q2'))).toEqual([]);
  });

  it('asks for none whose due date the working calendar cannot tell', () => {
    for (const far of ['2037-Q4', '2099-Q4'].map(quarter)) {
      expect(isReported(far)).toBe(false);
      expect(reportDue(far)).toBeUndefined();
    }
  });
});
