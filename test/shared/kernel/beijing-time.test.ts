import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  beijingDate,
  beijingMidnight,
  calendarDate,
  compareDates,
  dayOfWeek,
  earlier,
  parseCalendarDate,
  parseInstant,
  toEpochMs,
  toEpochSeconds,
  toInstant,
} from '../../../shared/kernel/beijing-time.ts';

const DAY_MS = 86_400_000;
const isoDate = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);
/** Any day of the years that a record can name, as the platform's own Date writes it. */
const anyDate = fc
  .integer({ min: Date.UTC(1900, 0, 1) / DAY_MS, max: Date.UTC(2999, 11, 31) / DAY_MS })
  .map((day) => calendarDate(isoDate(day * DAY_MS)));
const anyEpochMs = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2999, 11, 30) });

describe('a calendar date', () => {
  test.each(['2026-02-28', '2024-02-29', '2000-02-29', '2026-12-31', '1900-01-01', '2999-12-31'])(
    'is read from %s',
    (text) => {
      expect(parseCalendarDate(text)).toBe(text);
    },
  );

  test.each([
    ['a day that does not exist', '2026-02-29'],
    ['a leap day of a century that has none', '2100-02-29'],
    ['31 April', '2026-04-31'],
    ['month 13', '2026-13-01'],
    ['month 0', '2026-00-10'],
    ['day 0', '2026-01-00'],
    ['another separator', '2026/01/02'],
    ['missing zeros', '2026-1-2'],
    ['a time', '2026-01-02T00:00:00Z'],
    ['surrounding space', ' 2026-01-02'],
    ['a trailing line break', '2026-01-02\n'],
    ['full-width digits', '２０２６-01-02'],
    ['a year before any record', '1899-12-31'],
    ['the sentinel for "no end"', '9999-12-31'],
    ['a number', 20260102],
    ['nothing', undefined],
  ])('is not read from %s', (_, value) => {
    expect(parseCalendarDate(value)).toBeUndefined();
  });

  test('of our own data is a fault when it is none', () => {
    expect(() => calendarDate('2026-02-30')).toThrow(RangeError);
  });

  test('agrees with the platform on which days exist and which weekday they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (y, m, d) => {
          const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
          const platform = new Date(Date.UTC(y, m - 1, d));
          const exists = isoDate(platform.getTime()) === text;
          expect(parseCalendarDate(text)).toBe(exists ? text : undefined);
          if (exists) expect(dayOfWeek(calendarDate(text))).toBe(platform.getUTCDay() === 0 ? 7 : platform.getUTCDay());
        },
      ),
    );
  });
});

describe('date arithmetic', () => {
  test('adds days over months, years and leap days as the platform does, and takes them back', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        const moved = addDays(date, days);
        expect(moved).toBe(isoDate(Date.parse(date) + days * DAY_MS));
        expect(addDays(moved, -days)).toBe(date);
      }),
    );
  });

  test.each([
    ['2026-01-31', 3, '2026-04-30'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 36, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2026-01-31', -2, '2025-11-30'],
    ['2026-05-20', 0, '2026-05-20'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(calendarDate(date), months)).toBe(expected);
  });

  test('keeps the day of the month, or takes the last day of a shorter month', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const moved = addMonths(date, months);
        const isLastDay = addDays(moved, 1).endsWith('-01');
        expect(moved.slice(8) === date.slice(8) || (isLastDay && moved.slice(8) < date.slice(8))).toBe(true);
        const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(monthOf(moved) - monthOf(date)).toBe(months);
      }),
    );
  });

  test('orders dates in time', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(Math.sign(compareDates(a, b))).toBe(Math.sign(Date.parse(a) - Date.parse(b)));
        expect(earlier(a, b)).toBe(Date.parse(a) <= Date.parse(b) ? a : b);
      }),
    );
  });

  test('refuses to leave the four-digit years', () => {
    expect(() => addDays(calendarDate('2999-12-31'), 4_000_000)).toThrow(RangeError);
  });
});

describe('age', () => {
  test.each([
    ['2008-05-20', '2026-05-19', 17],
    ['2008-05-20', '2026-05-20', 18],
    ['2008-05-20', '2026-05-21', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-29', 20],
    ['2008-12-31', '2026-01-01', 17],
    ['2026-05-20', '2026-05-20', 0],
    ['2026-05-20', '2026-05-19', -1],
  ])('of somebody born on %s is on %s: %i', (birth, date, age) => {
    expect(ageOn(calendarDate(birth), calendarDate(date))).toBe(age);
  });
});

describe('an instant', () => {
  test('is written with milliseconds, in UTC, as the platform writes it, before 1970 too', () => {
    fc.assert(
      fc.property(anyEpochMs, (epochMs) => {
        const instant = toInstant(epochMs);
        expect(instant).toBe(new Date(epochMs).toISOString());
        expect(toEpochMs(instant)).toBe(epochMs);
        expect(parseInstant(instant)).toBe(instant);
      }),
    );
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 9e15])('is not made of %d', (epochMs) => {
    expect(() => toInstant(epochMs)).toThrow(RangeError);
  });

  test.each([
    '2026-11-22T16:00:00Z',
    '2026-11-22T24:00:00.000Z',
    '2026-11-22T23:60:00.000Z',
    '2026-11-22T23:00:60.000Z',
    '2026-02-30T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-11-22T16:00:00.000+08:00',
    1_700_000_000_000,
  ])('is not read from %s', (value) => {
    expect(parseInstant(value)).toBeUndefined();
  });

  test('falls on the date that a clock in Beijing shows', () => {
    expect(beijingDate(Date.parse('2026-11-21T15:59:59.999Z'))).toBe('2026-11-21');
    expect(beijingDate(Date.parse('2026-11-21T16:00:00.000Z'))).toBe('2026-11-22');
    expect(beijingDate(toInstant(Date.parse('2026-12-31T16:00:00.000Z')))).toBe('2027-01-01');
  });

  test('of midnight in Beijing is the first of its date', () => {
    expect(beijingMidnight(calendarDate('2026-11-22'))).toBe('2026-11-21T16:00:00.000Z');
    fc.assert(
      fc.property(anyDate, (date) => {
        const midnight = toEpochMs(beijingMidnight(date));
        expect(beijingDate(midnight)).toBe(date);
        expect(beijingDate(midnight - 1)).toBe(addDays(date, -1));
      }),
    );
  });

  test('gives whole seconds, rounded down', () => {
    expect(toEpochSeconds(1_999)).toBe(1);
    expect(toEpochSeconds(toInstant(-1))).toBe(-1);
  });
});
