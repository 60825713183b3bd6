import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText } from '../../../shared/documents/document.ts';
import { addDays, beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { owedReports } from '../../../shared/progress-reports/chase.ts';
import { compile } from '../../../shared/progress-reports/compilation.ts';
import { compilationDocument } from '../../../shared/progress-reports/compilation-document.ts';
import { obligedUnits, reportDue } from '../../../shared/progress-reports/duties.ts';
import { FIGURE_NAMES, Figures, totalOf } from '../../../shared/progress-reports/figures.ts';
import type { ProgressReport } from '../../../shared/progress-reports/progress-report.ts';
import { returnReport, submitReport } from '../../../shared/progress-reports/transitions.ts';
import { accepted, actor, draft, IN_TIME, LATE, Q4, submitted, TEXTS, value } from './reports.ts';

const due = reportDue(Q4)?.date ?? beijingDate(LATE);
const reviewer = actor('reviewer', 'development-reform', LATE);
const codes = obligedUnits(Q4).map(({ code }) => String(code));
const owedBy = (department: string, reports: readonly ProgressReport[], today = beijingDate(LATE)) =>
  owedReports(Q4, reports, today).find(({ unit }) => unit.code === department);

describe('chasing', () => {
  it('lists every obliged unit whose report is not in; on the due date nobody is late yet', () => {
    expect(owedReports(Q4, [], due).map(({ unit }) => String(unit.code))).toEqual(codes);
    expect(owedReports(Q4, [], due).every(({ missingSince }) => missingSince === undefined)).toBe(true);
    expect(owedBy('justice', [], addDays(due, 1))).toMatchObject({
      stands: 'not-begun',
      missingSince: addDays(due, 1),
    });
  });

  it('asks no more for what was submitted or accepted', () => {
    const reports = [submitted('justice'), accepted('market-regulation')];
    expect(owedBy('justice', reports)).toBeUndefined();
    expect(owedBy('market-regulation', reports)).toBeUndefined();
  });

  it('counts a draft as missing, and a returned report from the day on which it went back', () => {
    expect(owedBy('justice', [draft('justice')])).toMatchObject({ stands: 'draft', missingSince: addDays(due, 1) });
    const back = value(returnReport(submitted('justice'), { reason: '补充' }, reviewer));
    expect(owedBy('justice', [back])).toMatchObject({ stands: 'returned', missingSince: beijingDate(LATE) });
    const again = value(submitReport(back, {}, actor('writer', 'justice', LATE)));
    expect(owedBy('justice', [again])).toBeUndefined();
  });
});

const anyFigures = fc.dictionary(fc.constantFrom(...FIGURE_NAMES), fc.nat({ max: 10_000 }));

describe('totals', () => {
  it('are the sums of what was counted; what nobody counted is absent, not zero', () => {
    fc.assert(
      fc.property(fc.array(anyFigures, { maxLength: 12 }), (all) => {
        const total = totalOf(all.map((figures) => Figures.parse(figures)));
        for (const name of FIGURE_NAMES) {
          const counted = all.flatMap((figures) => figures[name] ?? []);
          expect(total[name]).toBe(counted.length === 0 ? undefined : counted.reduce((sum, one) => sum + one, 0));
        }
      }),
    );
  });
});

describe('a compilation', () => {
  it('has every obliged unit exactly once: among the units or among the missing', () => {
    const makers = { none: () => [], draft: (code: string) => [draft(code)], in: (code: string) => [submitted(code)] };
    const anyState = fc.constantFrom(...(Object.keys(makers) as (keyof typeof makers)[]));
    fc.assert(
      fc.property(fc.array(anyState, { minLength: codes.length, maxLength: codes.length }), (states) => {
        const reports = codes.flatMap((code, at) => makers[states[at] ?? 'none'](code));
        const { units, missing, obliged } = compile(Q4, reports, LATE);
        const all = [...units, ...missing].map(({ unit }) => String(unit.code));
        expect(all.toSorted()).toEqual(codes.toSorted());
        expect(obliged).toBe(codes.length);
      }),
      { numRuns: 50 },
    );
  });

  it('lists units in the order of the policy, and says which reports are still under review', () => {
    const { units } = compile(Q4, [submitted('market-regulation'), accepted('justice')].toReversed(), LATE);
    expect(units.map(({ accepted: is }) => is)).toEqual(units.map(({ unit }) => String(unit.code) === 'justice'));
    const order = units.map(({ unit }) => codes.indexOf(unit.code));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('takes nothing from a report that is not in', () => {
    const back = value(returnReport(submitted('justice'), { reason: '补充' }, reviewer));
    expect(compile(Q4, [back, draft('market-regulation')], LATE)).toMatchObject({ units: [], totals: {} });
  });
});

describe('the compilation as a document', () => {
  const rows = (reports: readonly ProgressReport[]) =>
    compilationDocument(compile(Q4, reports, IN_TIME), 'zh').blocks.flatMap((block) =>
      block.kind === 'table' ? [block] : [],
    );

  it('shows figures with a dash for what is not counted, and their total', () => {
    const [table] = rows([submitted('justice'), accepted('market-regulation')]);
    expect(table?.rows.every((row) => row.length === table.columns.length)).toBe(true);
    expect(table?.total?.slice(0, 3)).toEqual(['合计', 24, 20]);
    expect(cellText(table?.total?.at(-1))).toBe('—');
  });

  it('tells the texts of each unit, and lists the missing', () => {
    const document = compilationDocument(compile(Q4, [submitted('justice')], LATE), 'zh');
    const text = document.blocks.map((block) => ('text' in block ? block.text : '')).join('\n');
    expect(document.title).toContain('2026年第四季度');
    for (const part of Object.values(TEXTS)) expect(text).toContain(part);
    expect(text).toContain('（审核中）');
    expect(rows([submitted('justice')]).at(-1)?.rows).toHaveLength(codes.length - 1);
  });

  it('is English for who reads English', () => {
    const { title, blocks } = compilationDocument(compile(Q4, [], LATE), 'en');
    expect(title).toContain('Q4 2026');
    expect(blocks.map((block) => ('text' in block ? block.text : '')).join()).toContain('No unit has submitted');
  });
});
