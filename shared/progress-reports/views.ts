import * as z from 'zod';
import { type Department, departmentOn } from '../departments/departments.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import type { OwedReport } from './chase.ts';
import type { Compilation } from './compilation.ts';
import { Figures } from './figures.ts';
import { type ProgressReport, REPORT_STATES } from './progress-report.ts';
import { lastDayOf } from './quarter.ts';

const unit = z.object({ code: z.string(), name: labelView.optional() });
const texts = {
  problems: z.string().optional(),
  selfInspection: z.string().optional(),
  measuresTaken: z.string().optional(),
};

/** A report as it is read: what is not in this schema cannot leave. */
export const ProgressReportView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z.enum(REPORT_STATES),
    department: unit,
    period: z.string(),
    figures: Figures.describe('未统计的项目不出现 a figure that is not counted is absent'),
    ...texts,
    submittedAt: instantView.optional(),
    returnedBecause: z.string().optional(),
    change: z.object({ action: z.string(), at: instantView, officer: z.string(), reason: z.string().optional() }),
  })
  .meta({ id: 'ProgressReport' });

const Missing = z.object({
  department: unit,
  stands: z.enum(['not-begun', 'draft', 'returned']),
  missingSince: dateView.optional().describe('逾期起始日；期限未到则无 absent while there is time'),
});

const due = {
  due: dateView.optional().describe('报送期限 the last day on which it is in time'),
  provisional: z.boolean().optional().describe('工作日历尚未公布，期限暂定 the calendar is not published yet'),
};

/** The reports on a quarter that the caller may read, and which are missing. */
export const ProgressReportsView = z
  .object({
    period: z.string(),
    ...due,
    reports: z.array(ProgressReportView),
    missing: z.array(Missing),
  })
  .meta({ id: 'ProgressReports' });

/** The compilation for the municipal government. */
export const CompilationView = z
  .object({
    period: z.string(),
    compiledAt: instantView,
    ...due,
    obliged: z.int(),
    units: z.array(z.object({ department: unit, accepted: z.boolean(), figures: Figures, ...texts })),
    totals: Figures,
    missing: z.array(Missing),
  })
  .meta({ id: 'ProgressCompilation' });

const named = ({ code, name }: Department): z.input<typeof unit> => ({ code, name });

const missingView = ({ unit: owes, stands, missingSince }: OwedReport): z.input<typeof Missing> => ({
  department: named(owes),
  stands,
  missingSince,
});

export const toReportView = (report: ProgressReport): z.input<typeof ProgressReportView> => ({
  ...report,
  department: { code: report.department, name: departmentOn(report.department, lastDayOf(report.period))?.name },
  submittedAt: report.submitted?.at,
});

export const toReportsView = (
  { period, due: deadline, missing }: Pick<Compilation, 'period' | 'due' | 'missing'>,
  reports: readonly ProgressReport[],
): z.input<typeof ProgressReportsView> => ({
  period,
  due: deadline?.date,
  provisional: deadline?.provisional,
  reports: reports.map(toReportView),
  missing: missing.map(missingView),
});

export const toCompilationView = ({
  due: deadline,
  units,
  missing,
  ...rest
}: Compilation): z.input<typeof CompilationView> => ({
  ...rest,
  due: deadline?.date,
  provisional: deadline?.provisional,
  units: units.map(({ unit: of, ...told }) => ({ department: named(of), ...told })),
  missing: missing.map(missingView),
});
