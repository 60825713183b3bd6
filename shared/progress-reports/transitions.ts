import { beijingDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { Figures } from './figures.ts';
import type { ProgressReport, ReportAction, ReportReturn, ReportState, ReportWriting } from './progress-report.ts';
import { dayAfter, firstDayOf, type Quarter } from './quarter.ts';

export const REPORT_TRANSITIONS = {
  write: { action: 'write', from: ['draft', 'returned'] },
  submit: { action: 'submit', from: ['draft', 'returned'] },
  return: { action: 'return', from: ['submitted'] },
  accept: { action: 'accept', from: ['submitted'] },
} as const satisfies Record<string, Transition<ReportState, ReportAction>>;

type Step = Result<ProgressReport, Failures>;

/** The reviewing officer is neither who wrote it nor who sent it; the credit office's own report is no exception (I7). */
const refusedTo = ({ author, submitted }: ProgressReport, by: Actor): readonly Failure[] =>
  by.officer === author || by.officer === submitted?.officer ? [{ kind: 'same-officer' }] : [];

const identityIn = (written: object): readonly Failure[] =>
  identityNumbersIn(Object.entries(written).map(([name, text]) => ({ pointer: `/${name}`, text: String(text) })));

const next = (
  report: ProgressReport,
  transition: Transition<ReportState, ReportAction>,
  by: Actor,
  change: Partial<ProgressReport> & { readonly reason?: string } = {},
): ProgressReport => {
  const { reason, ...changed } = change;
  return {
    ...report,
    ...changed,
    version: report.version + 1,
    change: changeBy(transition, by, reason),
  };
};

/** Opens a draft with the figures as they stand. Not before its quarter has begun. */
export const openReport = (entry: {
  readonly id: string;
  readonly period: Quarter;
  readonly figures: Figures;
  readonly by: Actor;
}): Step => {
  const { id, period, figures, by } = entry;
  const from = firstDayOf(period);
  if (beijingDate(by.at) < from) return fail([{ kind: 'too-early-for-period', parameters: { period, from } }]);
  return ok({
    id,
    version: 1,
    state: 'draft',
    department: by.department,
    period,
    figures,
    author: by.officer,
    change: { action: 'open', ...by },
  });
};

/** Writes the texts; the figures are the system's. */
export const writeReport = (report: ProgressReport, writing: ReportWriting, by: Actor): Step => {
  const failures = [...allowedFrom(report, REPORT_TRANSITIONS.write), ...identityIn(writing)];
  if (isRefused(failures)) return fail(failures);
  return ok(next(report, REPORT_TRANSITIONS.write, by, { ...writing, author: by.officer }));
};

/** What a report says before it is submitted. "Nothing to report" is written, not left out. */
const unwritten = (report: ProgressReport): readonly Failure[] =>
  (['problems', 'selfInspection', 'measuresTaken'] as const)
    .filter((name) => report[name] === undefined)
    .map((name) => ({ kind: 'missing-field', pointer: `/${name}` }));

/** Submits a report when its quarter is over, with the figures of that moment: from here on they are frozen. */
export const submitReport = (report: ProgressReport, figures: Figures, by: Actor): Step => {
  const from = dayAfter(report.period);
  const failures: readonly Failure[] = [
    ...allowedFrom(report, REPORT_TRANSITIONS.submit),
    ...(beijingDate(by.at) < from
      ? [{ kind: 'too-early-for-period', parameters: { period: report.period, from } } as const]
      : []),
    ...unwritten(report),
  ];
  if (isRefused(failures)) return fail(failures);
  const { returnedBecause: _, returnedAt: __, ...rest } = report;
  const submitted = { at: by.at, officer: by.officer };
  return ok(next(rest, REPORT_TRANSITIONS.submit, by, { state: 'submitted', figures, submitted }));
};

/** Sends a report back with the reason. */
export const returnReport = (report: ProgressReport, { reason }: ReportReturn, by: Actor): Step => {
  const failures = [
    ...allowedFrom(report, REPORT_TRANSITIONS.return),
    ...refusedTo(report, by),
    ...identityIn({ reason }),
  ];
  if (isRefused(failures)) return fail(failures);
  const returned = { state: 'returned', returnedBecause: reason, returnedAt: by.at, reason } as const;
  return ok(next(report, REPORT_TRANSITIONS.return, by, returned));
};

/** Accepts a report: it changes no more. */
export const acceptReport = (report: ProgressReport, by: Actor): Step => {
  const failures = [...allowedFrom(report, REPORT_TRANSITIONS.accept), ...refusedTo(report, by)];
  if (isRefused(failures)) return fail(failures);
  return ok(next(report, REPORT_TRANSITIONS.accept, by, { state: 'accepted' }));
};
