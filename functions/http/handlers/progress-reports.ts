import { departmentOn } from '../../../shared/departments/departments.ts';
import type { Document } from '../../../shared/documents/document.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer, file, refuse } from '../../../shared/http/respond.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { compile } from '../../../shared/progress-reports/compilation.ts';
import { compilationDocument } from '../../../shared/progress-reports/compilation-document.ts';
import type { FiguresOf } from '../../../shared/progress-reports/figures-of.ts';
import {
  acceptProgressReport,
  COMPILATION_FILES,
  compileProgressReports,
  listProgressReports,
  openProgressReport,
  returnProgressReport,
  submitProgressReport,
  writeProgressReport,
} from '../../../shared/progress-reports/operations.ts';
import type { ProgressReport } from '../../../shared/progress-reports/progress-report.ts';
import { type ProgressReportStore, reportId } from '../../../shared/progress-reports/progress-report-store.ts';
import {
  acceptReport,
  openReport,
  REPORT_TRANSITIONS,
  returnReport,
  submitReport,
  writeReport,
} from '../../../shared/progress-reports/transitions.ts';
import { toCompilationView, toReportsView, toReportView } from '../../../shared/progress-reports/views.ts';
import { type ChangeDependencies, changeHead } from './change-head.ts';

export interface ProgressReportDependencies extends ChangeDependencies {
  readonly reports: ProgressReportStore;
  readonly figuresOf: FiguresOf;
  /** Renders a document as a file of the format. */
  readonly render: Readonly<Record<keyof typeof COMPILATION_FILES, (document: Document) => Promise<Uint8Array>>>;
}

type Reads = ApiDependencies & Pick<ProgressReportDependencies, 'reports' | 'now'>;

const readsAll = ({ roles }: Caller): boolean => roles.some((role) => role === 'credit-office' || role === 'auditor');

/** GET /progress-reports: one's own, or all of them, and who is missing. */
export const listReports = (deps: Reads) =>
  api(listProgressReports, deps, async ({ query: { period }, caller }) => {
    const all = await deps.reports.on(period);
    const compilation = compile(period, all, deps.now());
    if (readsAll(caller)) return answer(200, toReportsView(compilation, all));
    const missing = compilation.missing.filter(({ unit }) => unit.code === caller.department);
    const own = all.filter(({ department }) => department === caller.department);
    return answer(200, toReportsView({ ...compilation, missing }, own));
  });

const shown = (status: 200 | 201, report: ProgressReport) =>
  answer(status, toReportView(report), {
    etag: etag(report.version),
    ...(status === 201 && { location: `/progress-reports/${report.id}` }),
  });

/** POST /progress-reports: there is one report of a unit on a quarter; who opens it second gets the first. */
export const openReports = (deps: ProgressReportDependencies) =>
  api(openProgressReport, deps, async ({ body: { period }, caller: { department, officer } }) => {
    const at = deps.now();
    if (departmentOn(department, beijingDate(at)) === undefined) {
      return refuse({ kind: 'unknown-department', parameters: { department } });
    }
    const id = reportId({ period, department });
    const figures = await deps.figuresOf(department, period);
    const opened = openReport({ id, period, figures, by: { department, officer, at } });
    if (!opened.ok) return { refused: opened.failure };
    const added = await deps.reports.add(opened.value, { period, department });
    if (!added.ok) return shown(200, added.failure.image);
    return shown(added.value.created ? 201 : 200, added.value.image);
  });

/** What changes of a report have in common; `find` tells whose report the caller may change. */
const changes = (deps: ProgressReportDependencies) => {
  const find = async (id: string, isOwn: (report: ProgressReport) => boolean) => {
    const found = await deps.reports.find(id);
    return found && isOwn(found.image) ? found : undefined;
  };
  return {
    unit: {
      heads: deps.reports,
      view: toReportView,
      find: (id: string, { department }: Caller) => find(id, (report) => report.department === department),
    },
    creditOffice: { heads: deps.reports, view: toReportView, find: (id: string) => find(id, () => true) },
  };
};

/** POST /progress-reports/{id}/changes: a draft shows the figures of today. */
export const writeReports = (deps: ProgressReportDependencies) =>
  changeHead(writeProgressReport, deps, {
    ...changes(deps).unit,
    transition: REPORT_TRANSITIONS.write,
    change: async (report, writing, { by }) =>
      writeReport({ ...report, figures: await deps.figuresOf(report.department, report.period) }, writing, by),
  });

/** POST /progress-reports/{id}/submission. */
export const submitReports = (deps: ProgressReportDependencies) =>
  changeHead(submitProgressReport, deps, {
    ...changes(deps).unit,
    transition: REPORT_TRANSITIONS.submit,
    change: async (report, _, { by }) =>
      submitReport(report, await deps.figuresOf(report.department, report.period), by),
  });

/** POST /progress-reports/{id}/return. */
export const returnReports = (deps: ProgressReportDependencies) =>
  changeHead(returnProgressReport, deps, {
    ...changes(deps).creditOffice,
    transition: REPORT_TRANSITIONS.return,
    change: (report, body, { by }) => returnReport(report, body, by),
  });

/** POST /progress-reports/{id}/acceptance. */
export const acceptReports = (deps: ProgressReportDependencies) =>
  changeHead(acceptProgressReport, deps, {
    ...changes(deps).creditOffice,
    transition: REPORT_TRANSITIONS.accept,
    change: (report, _, { by }) => acceptReport(report, by),
  });

/** GET /progress-reports/compilation: as JSON, as a workbook, or to be printed. */
export const compileReports = (deps: Reads & Pick<ProgressReportDependencies, 'render'>) =>
  api(compileProgressReports, deps, async ({ query: { period, format }, language }) => {
    const compilation = compile(period, await deps.reports.on(period), deps.now());
    if (format === 'json') return answer(200, toCompilationView(compilation));
    const document = compilationDocument(compilation, language);
    const bytes = await deps.render[format](document);
    return file({ bytes, type: COMPILATION_FILES[format], name: `progress-${period}.${format}` });
  });
