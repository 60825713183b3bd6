import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { gapsOf, monthsOf } from '../../../shared/quality/gaps.ts';
import { intakeOf } from '../../../shared/quality/intake-of.ts';
import { leagueOf } from '../../../shared/quality/league.ts';
import { qualityFold, type ReportedCase } from '../../../shared/quality/quality-counts.ts';

const reported = (number: number, given: Partial<ReportedCase> = {}): ReportedCase => ({
  department: 'market-regulation',
  kind: 'administrative-penalty',
  due: calendarDate('2026-11-11'),
  reportedOn: calendarDate('2026-11-11'),
  numbered: { prefix: '庄市监罚', year: 2026, number },
  ...given,
});

describe('the fold of a month', () => {
  it('is the same whatever the pages, and counts what came after its day as late', () => {
    const cases = fc.array(
      fc.record({ number: fc.integer({ min: 1, max: 50 }), late: fc.boolean(), tax: fc.boolean() }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 10 }), (all, size) => {
        const rows = all.map(({ number, late, tax }) =>
          reported(number, {
            ...(late && { reportedOn: calendarDate('2026-11-12') }),
            ...(tax && { department: 'tax' }),
          }),
        );
        const [whole, paged] = [qualityFold(), qualityFold()];
        whole.addReported(rows);
        for (let at = rows.length; at > 0; at -= size) paged.addReported(rows.slice(Math.max(0, at - size), at));
        expect(paged.counts()).toEqual(whole.counts());
        const late = whole.counts().flatMap(({ reporting }) => reporting.map((one) => one.late));
        expect(late.reduce((sum, one) => sum + one, 0)).toBe(all.filter((one) => one.late).length);
      }),
    );
  });

  it('says nothing of the lateness of what has no term or came before it was counted', () => {
    const fold = qualityFold();
    const { due: _, ...undated } = reported(1);
    const { reportedOn: __, ...unknown } = reported(2);
    fold.addReported([undated, unknown]);
    expect(fold.counts()).toMatchObject([{ reporting: [], series: [{ ranges: [[1, 2]] }] }]);
  });

  it('keeps a bounded number of series and ranges, the largest series first, and says that others were left out', () => {
    const fold = qualityFold();
    fold.addReported(Array.from({ length: 500 }, (_, at) => reported(at + 1)));
    for (let prefix = 0; prefix < 300; prefix += 1)
      fold.addReported(
        Array.from({ length: 40 }, (_, at) =>
          reported(0, { numbered: { prefix: `p${prefix}`, year: 2026, number: at * 2 + 1 } }),
        ),
      );
    const [unit] = fold.counts();
    expect(unit?.seriesLeftOut).toBe(true);
    expect(unit?.series.length).toBeLessThanOrEqual(100);
    expect(unit?.series.find(({ prefix }) => prefix === '庄市监罚')?.ranges).toEqual([[1, 500]]);
    const ranges = unit?.series.flatMap((one) => one.ranges) ?? [];
    expect(ranges.length).toBeLessThanOrEqual(3_000);
  });

  it('of a million records takes a few seconds and little memory', () => {
    const fold = qualityFold();
    for (let page = 0; page < 100; page += 1)
      fold.addReported(Array.from({ length: 10_000 }, (_, at) => reported((page * 10_000 + at) % 999_999)));
    expect(fold.counts()[0]?.series[0]?.ranges).toEqual([[0, 999_998]]);
  });
});

describe('the gaps of a year', () => {
  const fold = (rows: readonly ReportedCase[]) => {
    const folded = qualityFold();
    folded.addReported(rows);
    return folded.counts();
  };

  it('lie between the numbers of all its months, the next spring’s among them, and of no other year', () => {
    const months = [
      fold([1, 2, 5].map((one) => reported(one))),
      fold([8, 3].map((one) => reported(one))),
      fold([reported(99, { numbered: { prefix: '庄市监罚', year: 2025, number: 99 } })]),
    ];
    expect(gapsOf(months, 2026)).toEqual([
      {
        department: 'market-regulation',
        kind: 'administrative-penalty',
        prefix: '庄市监罚',
        year: 2026,
        first: 1,
        last: 8,
        reported: 5,
        missing: 3,
        gaps: [
          [4, 4],
          [6, 7],
        ],
        gapsLeftOut: 0,
      },
    ]);
    expect(monthsOf(2026)).toHaveLength(15);
    expect([monthsOf(2026)[0], monthsOf(2026).at(-1)]).toEqual(['2026-01', '2027-03']);
  });

  it('are listed up to a hundred, and counted all', () => {
    const [series] = gapsOf([fold(Array.from({ length: 301 }, (_, at) => reported(at * 2 + 1)))], 2026);
    expect(series).toMatchObject({ missing: 300, gapsLeftOut: 200 });
    expect(series?.gaps).toHaveLength(100);
  });
});

describe('the league table', () => {
  const unit = (department: string, accepted: number, refused: number, late = 0) => {
    const fold = qualityFold();
    fold.addIntake([{ department, kind: 'honour', accepted, refused }]);
    fold.addReported(
      Array.from({ length: 4 }, (_, at) =>
        reported(at, { department, reportedOn: calendarDate(at < late ? '2026-11-30' : '2026-11-03') }),
      ),
    );
    return fold.counts();
  };

  it('has who sends best first, then who sends in time, and who sent nothing last', () => {
    const ends = [{ department: 'court', told: 2, inTime: 1, late: 0, missing: 1, running: 0, released: 0 }];
    const units = [...unit('tax', 9, 1), ...unit('finance', 9, 1, 2), ...unit('transport', 3, 0)];
    const league = leagueOf(units, ends, ['audit', 'tax']);
    expect(league.map(({ department }) => department)).toEqual(['transport', 'tax', 'finance', 'court', 'audit']);
    expect(league[2]).toMatchObject({ compliance: { sent: 10, rate: 0.9 }, lateness: { late: 2, rate: 0.5 } });
    expect(league[3]?.compliance).toEqual({ sent: 0, accepted: 0, refused: 0 });
    expect(league[3]?.acknowledgements).toEqual({ told: 2, late: 0, missing: 1 });
  });

  it('counts objections that changed the entry', () => {
    const fold = qualityFold();
    for (const upheld of [true, false, true])
      fold.addObjections([{ department: 'tax', target: 'record', upheld, late: false }]);
    expect(leagueOf(fold.counts(), [])[0]?.objections).toEqual({ decided: 3, upheld: 2, late: 0, rate: 0.6667 });
  });
});

describe('what a request sent', () => {
  const by = { department: 'tax', month: '2026-11' };
  const of = (rows: Parameters<typeof intakeOf>[0]) => intakeOf(rows, by, (text) => text);

  it('is counted by kind, rows of no kind by themselves, and what the system could not do by nobody', () => {
    const rows = [
      { sent: { kind: 'honour' } },
      { sent: { kind: 'honour' }, refused: 'missing-field' },
      { sent: { kind: 'toString' }, refused: 'invalid-value' },
      { sent: null, refused: 'invalid-value' },
      { sent: { kind: 'rating' }, refused: 'service-busy' },
    ] as const;
    expect(of(rows)).toMatchObject([
      { kind: 'honour', accepted: 1, refused: 1 },
      { kind: 'unread', accepted: 0, refused: 2 },
    ]);
  });

  it('has an id that tells requests apart by all but long numbers', () => {
    const row = (number: string, name = '甲') => [{ sent: { kind: 'honour', name, number } }];
    const id = (rows: Parameters<typeof intakeOf>[0]) => of(rows)[0]?.id;
    expect(id(row('1'))).not.toBe(id(row('2')));
    expect(id(row('21029919900101001X'))).toBe(id(row('210299199001010028')));
    expect(id(row('21029919900101001X'))).not.toMatch(/\d{6}/);
    expect(id(row('1', '乙'))).not.toBe(id(row('1')));
  });
});
