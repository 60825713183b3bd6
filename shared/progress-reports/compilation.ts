import { DEPARTMENTS, type Department } from '../departments/departments.ts';
import type { Instant } from '../kernel/beijing-time.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import { type OwedReport, owedReports } from './chase.ts';
import { obligedUnits, reportDue } from './duties.ts';
import { type Figures, totalOf } from './figures.ts';
import type { ProgressReport, ReportTexts } from './progress-report.ts';
import type { Quarter } from './quarter.ts';

/** One unit's part: what it submitted. `accepted` tells whether the credit office has been through it. */
export interface CompiledUnit extends ReportTexts {
  readonly unit: Department;
  readonly accepted: boolean;
  readonly figures: Figures;
}

/** What the credit office hands to the municipal government 汇编: every obliged unit stands in `units` or in `missing`. */
export interface Compilation {
  readonly period: Quarter;
  readonly compiledAt: Instant;
  readonly due?: Deadline;
  readonly obliged: number;
  readonly units: readonly CompiledUnit[];
  readonly totals: Figures;
  readonly missing: readonly OwedReport[];
}

const inOrder: ReadonlyMap<string, number> = new Map(DEPARTMENTS.map(({ code }, at) => [code, at]));

const compiled = (report: ProgressReport): readonly CompiledUnit[] => {
  if (report.state !== 'submitted' && report.state !== 'accepted') return [];
  const unit = DEPARTMENTS[inOrder.get(report.department) ?? -1];
  if (unit === undefined) return [];
  const { problems, selfInspection, measuresTaken, figures } = report;
  return [
    {
      unit,
      accepted: report.state === 'accepted',
      figures,
      ...(problems !== undefined && { problems }),
      ...(selfInspection !== undefined && { selfInspection }),
      ...(measuresTaken !== undefined && { measuresTaken }),
    },
  ];
};

/** Compiles the reports of a quarter, in the order of the policy's departments. Drafts and returned reports are missing ones. */
export const compile = (period: Quarter, reports: readonly ProgressReport[], compiledAt: Instant): Compilation => {
  const units = reports
    .toSorted((a, b) => (inOrder.get(a.department) ?? 0) - (inOrder.get(b.department) ?? 0))
    .flatMap(compiled);
  const due = reportDue(period);
  return {
    period,
    compiledAt,
    ...(due && { due }),
    obliged: obligedUnits(period).length,
    units,
    totals: totalOf(units.map(({ figures }) => figures)),
    missing: owedReports(period, reports, beijingDate(compiledAt)),
  };
};
