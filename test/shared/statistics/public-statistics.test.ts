import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { DisclosureCounts } from '../../../shared/statistics/disclosure-counts.ts';
import {
  PublicMonth,
  PublicStatistics,
  publicMonth,
  publicStatistics,
} from '../../../shared/statistics/public-statistics.ts';

const TODAY = calendarDate('2026-11-23');
const counts = (given: Partial<DisclosureCounts>): DisclosureCounts => ({
  ...{ department: 'market-regulation', kind: 'administrative-licence' },
  ...{ received: 0, timely: 0, late: 0, missing: 0, running: 0, notPublic: 0 },
  ...given,
});
const month = (...given: readonly Partial<DisclosureCounts>[]) => publicMonth('2026-11', given.map(counts), TODAY);

describe('the public figures of a month', () => {
  it('tell what was public in time, late and missing, by kind and by department', () => {
    const figures = month(
      { timely: 300, late: 10 },
      { department: 'human-resources', timely: 200, late: 20, missing: 6 },
      { kind: 'administrative-penalty', timely: 50 },
    );
    expect(figures).toEqual({
      month: '2026-11',
      total: { onTime: 550, late: 30, missing: 6, onTimePercent: 93 },
      kinds: [
        { kind: 'administrative-licence', onTime: 500, late: 30, missing: 6, onTimePercent: 93 },
        { kind: 'administrative-penalty', onTime: 50, late: 0, missing: 0, onTimePercent: 100 },
      ],
      departments: [
        expect.objectContaining({
          departmentCode: 'human-resources',
          onTime: 200,
          late: 20,
          missing: 6,
          onTimePercent: 88,
        }),
        expect.objectContaining({
          departmentCode: 'market-regulation',
          onTime: 350,
          late: 10,
          missing: 0,
          onTimePercent: 97,
        }),
      ],
    });
    expect(figures?.departments[1]).toMatchObject({
      departmentName: expect.stringMatching(/市场监督管理局$/),
      departmentNameEn: expect.any(String),
    });
    expect(PublicMonth.safeParse(figures).success).toBe(true);
  });

  it('are not there for what nobody had to publish, nor for kinds that are never public', () => {
    expect(month({ received: 900, notPublic: 900 }, { received: 5, running: 5 })).toBeUndefined();
    expect(month({ kind: 'member-evaluation', timely: 100 })).toBeUndefined();
    expect(month()).toBeUndefined();
  });

  it('tell no total in one table that the other had to leave out', () => {
    const figures = month({ timely: 8 }, { kind: 'administrative-penalty', timely: 1 });
    // Two kinds hide each other (8 and 1); the one department has all nine of them, and small figures of its own it has none.
    expect(figures).toMatchObject({
      total: { onTime: 9 },
      kinds: [{ onTime: null }, { onTime: null }],
      departments: [{ onTime: 9 }],
    });
    expect(month({ timely: 2 }, { department: 'human-resources', timely: 3 })).toMatchObject({
      total: { onTime: null, onTimePercent: null },
      kinds: [{ onTime: null }],
      departments: [{ onTime: null }, { onTime: null }],
    });
  });

  it('tell the share of a large number though the few late ones are left out, and of a small one not', () => {
    expect(month({ timely: 600, late: 3 })?.total).toEqual({ onTime: 600, late: null, missing: 0, onTimePercent: 99 });
    expect(month({ timely: 60, late: 3 })?.total).toMatchObject({ late: null, onTimePercent: null });
  });

  it('tell a share from exactly as many on time as hide every number of others', () => {
    const share = (timely: number, others: Partial<DisclosureCounts>) =>
      month({ timely, ...others })?.total.onTimePercent;
    // At 495 one to five others make 99 per cent; at 494 one to four do, and would be known to be few.
    for (const late of [1, 2, 3, 4]) expect([share(495, { late }), share(494, { late })]).toEqual([99, null]);
    // Six that are shown leave four numbers at 98 per cent (7 to 10 of 495), and six at 600 (7 to 12).
    expect([share(495, { late: 6, missing: 2 }), share(600, { late: 6, missing: 2 })]).toEqual([null, 98]);
  });

  it('let neither a share nor that there is none tell how few were left out: five numbers or more fit what is shown', () => {
    const figure = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 }));
    const timely = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 470, max: 520 }));
    fc.assert(
      fc.property(timely, figure, figure, (onTime, late, missing) => {
        const shown = month({ timely: onTime, late, missing })?.total;
        if (shown === undefined || shown.onTime === null) return;
        const left = [shown.late, shown.missing].filter((one) => one === null).length;
        const told = (shown.late ?? 0) + (shown.missing ?? 0);
        const mayBe = Array.from({ length: 3_000 }, (_, more) => told + left + more);
        const percents = mayBe.map((others) => Math.floor((100 * onTime) / (onTime + others)));
        if (left > 0 && shown.onTimePercent !== null)
          expect(percents.filter((percent) => percent === shown.onTimePercent).length).toBeGreaterThanOrEqual(5);
        // Whoever else is left out with another number: it is told, or not, as here.
        const other =
          left === 1 && shown.late === null ? month({ timely: onTime, late: 1, missing })?.total : undefined;
        if (other?.onTime != null && other.late === null && other.missing === shown.missing)
          expect(other.onTimePercent === null).toBe(shown.onTimePercent === null);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('statistics.json', () => {
  it('has the newest month first, and says when that was counted', () => {
    const at = (text: string) => toInstant(Date.parse(text));
    const statistics = publicStatistics(
      [
        { month: '2026-10', countedAt: at('2026-10-31T16:01:00.000Z'), counts: [counts({ timely: 7 })] },
        { month: '2026-11', countedAt: at('2026-11-23T04:00:00.000Z'), counts: [counts({ timely: 9 })] },
        { month: '2026-09', countedAt: at('2026-10-31T16:01:00.000Z'), counts: [] },
      ],
      TODAY,
    );
    expect(statistics).toMatchObject({ countedAt: '2026-11-23T04:00:00.000Z', smallestShown: 5 });
    expect(statistics.months.map((one) => one.month)).toEqual(['2026-11', '2026-10']);
    expect(PublicStatistics.safeParse(statistics).success).toBe(true);
    expect(publicStatistics([], TODAY)).toEqual({ countedAt: null, smallestShown: 5, months: [] });
  });
});
