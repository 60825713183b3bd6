import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate, calendarDate, dayOfWeek } from '../../../shared/kernel/beijing-time.ts';
import data from '../../../shared/kernel/working-calendar.json' with { type: 'json' };
import {
  addWorkingDays,
  CalendarNotCovered,
  calendarConfirmed,
  calendarCovers,
  isWorkingDay,
} from '../../../shared/kernel/working-calendar.ts';

const daysOfYear = (year: number): CalendarDate[] => {
  const days = [calendarDate(`${year}-01-01`)];
  for (let day = calendarDate(`${year}-01-02`); day.startsWith(`${year}-`); day = addDays(day, 1)) days.push(day);
  return days;
};

describe('the confirmed calendar', () => {
  const confirmed = data.years.filter((year) => year.confirmed).map(({ year }) => year);

  test('covers every year from the policy of 2017 to 2026', () => {
    expect(confirmed).toEqual([2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  });

  test.each(confirmed)('of %i agrees with the package chinese-days on every day', (year) => {
    const different = daysOfYear(year).filter((day) => isWorkingDay(day) !== chineseDays.isWorkday(day));
    expect(different).toEqual([]);
  });

  test.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('of %i has %i working days', (year, count) => {
    expect(daysOfYear(year).filter(isWorkingDay)).toHaveLength(count);
  });

  test('names a notice for each confirmed year and none for the others', () => {
    for (const { year, confirmed: isConfirmed, notices } of data.years) {
      expect(notices.length > 0, String(year)).toBe(isConfirmed);
      for (const notice of notices) expect(notice).toMatch(/^国办发明电〔20\d\d〕\d+号$/);
    }
  });

  test('moves work to weekends only, and rests no make-up day', () => {
    for (const day of data.years.flatMap((year) => year.work)) {
      expect(dayOfWeek(calendarDate(day)), day).toBeGreaterThan(5);
      expect(isWorkingDay(calendarDate(day)), day).toBe(true);
    }
  });
});

describe('a period of working days', () => {
  test.each([
    ['2024-02-07', '2024-02-22'],
    ['2024-09-12', '2024-09-24'],
    ['2024-09-27', '2024-10-12'],
    ['2025-01-24', '2025-02-10'],
    ['2025-09-26', '2025-10-13'],
    ['2025-12-26', '2026-01-07'],
    ['2026-02-12', '2026-02-28'],
    ['2026-04-30', '2026-05-13'],
    ['2026-09-24', '2026-10-12'],
    ['2026-09-30', '2026-10-15'],
  ])('of seven days from a decision on %s ends on %s', (decision, end) => {
    expect(addWorkingDays(calendarDate(decision), 7)).toEqual({ date: end, provisional: false });
  });

  test('is provisional from the first decision whose seventh day falls into an unconfirmed year', () => {
    expect(addWorkingDays(calendarDate('2026-12-22'), 7)).toEqual({ date: '2026-12-31', provisional: false });
    expect(addWorkingDays(calendarDate('2026-12-23'), 7)).toEqual({ date: '2027-01-04', provisional: true });
    expect(addWorkingDays(calendarDate('2026-12-03'), 20).provisional).toBe(false);
    expect(addWorkingDays(calendarDate('2026-12-04'), 20).provisional).toBe(true);
  });

  test('ends on a working day with exactly so many working days after its start', () => {
    const start = fc.integer({ min: 0, max: 7_000 }).map((days) => addDays(calendarDate('2017-01-01'), days));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), (from, workingDays) => {
        const { date, provisional } = addWorkingDays(from, workingDays);
        const span: CalendarDate[] = [];
        for (let day = addDays(from, 1); day <= date; day = addDays(day, 1)) span.push(day);
        expect(isWorkingDay(date)).toBe(true);
        expect(span.filter(isWorkingDay)).toHaveLength(workingDays);
        expect(provisional).toBe(!span.every(calendarConfirmed));
      }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('of %d days does not exist', (workingDays) => {
    expect(() => addWorkingDays(calendarDate('2026-03-02'), workingDays)).toThrow(RangeError);
  });
});

describe('the calendar beyond the notices', () => {
  test('rests on the statutory days of 2027, provisionally', () => {
    for (const day of [
      '2027-01-01',
      '2027-02-05',
      '2027-02-08',
      '2027-04-05',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
    ]) {
      expect(isWorkingDay(calendarDate(day)), day).toBe(false);
    }
    expect(isWorkingDay(calendarDate('2027-01-04'))).toBe(true);
    expect(calendarConfirmed(calendarDate('2027-01-04'))).toBe(false);
  });

  test('knows only weekends and fixed holidays later, provisionally', () => {
    expect(addWorkingDays(calendarDate('2029-12-31'), 1)).toEqual({ date: '2030-01-02', provisional: true });
    expect(addWorkingDays(calendarDate('2030-09-30'), 1)).toEqual({ date: '2030-10-04', provisional: true });
  });

  test('says clearly where it ends', () => {
    expect(calendarCovers(calendarDate('2017-01-01'))).toBe(true);
    expect(calendarCovers(calendarDate('2016-12-31'))).toBe(false);
    expect(calendarCovers(calendarDate('2037-12-31'))).toBe(true);
    expect(calendarCovers(calendarDate('2038-01-01'))).toBe(false);
    expect(() => isWorkingDay(calendarDate('2016-12-30'))).toThrow(CalendarNotCovered);
    expect(() => addWorkingDays(calendarDate('2037-12-30'), 7)).toThrow('does not cover 2038-01-01');
  });
});
