import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../../docs/disclosure-format-vectors.json' with { type: 'json' };
import { GROUPS, isoWeek, shelfOf } from '../../../shared/disclosure/group.ts';
import { addDays, calendarDate, parseCalendarDate } from '../../../shared/kernel/beijing-time.ts';
import { isoWeek as verifiersWeek } from '../../../site/verify.mjs';

const weeks: [string, string][] = [
  ['2026-11-22', '2026-W47'],
  ['2026-11-23', '2026-W48'],
  // A week belongs to the year of its Thursday.
  ['2026-12-31', '2026-W53'],
  ['2027-01-01', '2026-W53'],
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2024-12-29', '2024-W52'],
  ['2024-12-30', '2025-W01'],
  ['2025-01-01', '2025-W01'],
  ['2020-12-31', '2020-W53'],
  ['2021-01-03', '2020-W53'],
  ['2021-01-04', '2021-W01'],
  ['2028-02-29', '2028-W09'],
  ['2032-12-31', '2032-W53'],
];

describe('the week of a date', () => {
  it.each(weeks)('%s is in %s', (date, week) => {
    expect(isoWeek(calendarDate(date))).toBe(week);
  });

  it('is what the verifier says, for any date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (days) => {
        const date = addDays(calendarDate('1990-01-01'), days);
        expect(isoWeek(date)).toBe(verifiersWeek(date));
      }),
    );
  });
});

describe('the shelf of an entry', () => {
  it.each(vectors.shelves)('is the published one: $shelf', ({ kind, publicUntil, shelf }) => {
    expect(shelfOf({ kind, publicUntil: parseCalendarDate(publicUntil) })).toBe(shelf);
  });

  it('is that of each of its groups, also of those of older releases', () => {
    for (const group of ['a/2026-W47/0', 'a/2026-W47/ff', 'a/2026-W47/3e8'])
      expect(GROUPS.shelfOf(group)).toBe('a/2026-W47');
    expect(GROUPS.shelfOf('a/open/0f')).toBe('a/open');
  });
});
