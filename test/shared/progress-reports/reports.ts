import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { ProgressReport } from '../../../shared/progress-reports/progress-report.ts';
import { parseQuarter, type Quarter } from '../../../shared/progress-reports/quarter.ts';
import { acceptReport, openReport, submitReport, writeReport } from '../../../shared/progress-reports/transitions.ts';
import type { Actor } from '../../../shared/register/head.ts';

export const quarter = (text: string): Quarter => {
  const parsed = parseQuarter(text);
  if (parsed === undefined) throw new Error(`no quarter: ${text}`);
  return parsed;
};

export const Q4 = quarter('2026-Q4');
/** Within the time for the report of 2026-Q4: it is due on 2027-01-15. */
export const IN_TIME = '2027-01-08T02:00:00.000Z' as Instant;
export const LATE = '2027-03-01T02:00:00.000Z' as Instant;

export const actor = (officer: string, department = 'market-regulation', at = IN_TIME): Actor => ({
  department,
  officer,
  at,
});

export const value = <T>(result: Result<T, Failures>): T => {
  if (!result.ok) throw new Error(`refused: ${result.failure.map(({ kind }) => kind).join()}`);
  return result.value;
};

export const kinds = (result: Result<unknown, Failures>): readonly string[] =>
  result.ok ? [] : result.failure.map(({ kind }) => kind);

export const TEXTS = { problems: '接口不稳定。', selfInspection: '已逐项自查。', measuresTaken: '已安排专人。' };
export const FIGURES = { recordsReceived: 12, disclosuresTimely: 10, disclosuresLate: 2, disclosuresMissing: 0 };

export const draft = (department = 'market-regulation'): ProgressReport =>
  value(openReport({ id: `id-${department}`, period: Q4, figures: {}, by: actor('writer', department) }));

export const submitted = (department = 'market-regulation', figures: object = FIGURES): ProgressReport => {
  const by = actor('writer', department);
  return value(submitReport(value(writeReport(draft(department), TEXTS, by)), figures, by));
};

export const accepted = (department = 'market-regulation'): ProgressReport =>
  value(acceptReport(submitted(department), actor('reviewer', 'development-reform')));
