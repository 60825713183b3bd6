import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { failureIssue } from '../kernel/failure.ts';
import { isReported } from './duties.ts';
import { ReportReturn, ReportWriting } from './progress-report.ts';
import { quarterText } from './quarter.ts';
import { CompilationView, ProgressReportsView, ProgressReportView } from './views.ts';

const period = quarterText.refine(
  isReported,
  failureIssue({
    kind: 'invalid-value',
    parameters: {
      expected: { zh: '须报送进展的季度，如 2026-Q4', en: 'a quarter on which reports are due, such as 2026-Q4' },
    },
  }),
);

/** Media types of the compilation as a file, by the format that is asked for. */
export const COMPILATION_FILES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

const UNITS = ['reporter', 'initiator', 'implementer', 'credit-office'] as const;
const report = { schema: ProgressReportView, headers: ['ETag'] };
const PERIOD_PROBLEMS = [
  'missing-field',
  'unknown-field',
  'impossible-date',
  'invalid-value',
  'several-problems',
] as const;

export const listProgressReports = operation({
  id: 'list-progress-reports',
  method: 'GET',
  path: '/progress-reports',
  summary: {
    zh: '读取一个季度的进展报告和未报送单位',
    en: 'Read the progress reports on a quarter, and which are missing',
  },
  roles: [...UNITS, 'auditor'],
  body: NOTHING,
  query: z.strictObject({ period }),
  answers: {
    200: {
      schema: ProgressReportsView,
      meaning: {
        zh: '信用办与审计看全部单位，其他单位看本单位',
        en: 'of all units for the credit office and auditors, otherwise your own',
      },
    },
  },
  problems: PERIOD_PROBLEMS,
});

export const openProgressReport = operation({
  id: 'open-progress-report',
  method: 'POST',
  path: '/progress-reports',
  summary: {
    zh: '新建本单位一个季度的报告，数据由系统预填',
    en: "Open your unit's report on a quarter, its figures filled in",
  },
  roles: UNITS,
  query: NOTHING,
  body: z.strictObject({ period }),
  answers: {
    201: { ...report, headers: ['ETag', 'Location'], meaning: { zh: '已新建', en: 'opened' } },
    200: { ...report, meaning: { zh: '该报告已存在', en: 'it was there already' } },
  },
  problems: [...PERIOD_PROBLEMS, 'unknown-department', 'too-early-for-period'],
});

/** A change of a report: on its version, repeatable, answered with the report after it. */
const change = changesOf(ProgressReportView, { zh: '变更后的报告', en: 'the report after the change' });

export const writeProgressReport = change({
  id: 'write-progress-report',
  path: '/progress-reports/{id}/changes',
  summary: { zh: '填写问题、自查和措施', en: 'Write its problems, self-inspection and measures' },
  roles: UNITS,
  body: ReportWriting,
  problems: ['identity-number-in-text'],
});

export const submitProgressReport = change({
  id: 'submit-progress-report',
  path: '/progress-reports/{id}/submission',
  summary: { zh: '报送；数据自此固定', en: 'Submit it; its figures are frozen from here on' },
  roles: UNITS,
  body: NOTHING,
  problems: ['missing-field', 'too-early-for-period'],
});

export const returnProgressReport = change({
  id: 'return-progress-report',
  path: '/progress-reports/{id}/return',
  summary: { zh: '信用办退回并说明理由', en: 'Send it back with the reason' },
  roles: ['credit-office'],
  body: ReportReturn,
  problems: ['identity-number-in-text', 'same-officer'],
});

export const acceptProgressReport = change({
  id: 'accept-progress-report',
  path: '/progress-reports/{id}/acceptance',
  summary: { zh: '信用办采纳', en: 'Accept it' },
  roles: ['credit-office'],
  body: NOTHING,
  problems: ['same-officer'],
});

export const compileProgressReports = operation({
  id: 'compile-progress-reports',
  method: 'GET',
  path: '/progress-reports/compilation',
  summary: {
    zh: '汇编一个季度的进展报告，供市政府使用',
    en: 'Compile the reports on a quarter for the municipal government',
  },
  roles: ['credit-office', 'auditor'],
  body: NOTHING,
  query: z.strictObject({ period, format: z.enum(['json', 'xlsx', 'pdf']).default('json') }),
  answers: {
    200: {
      schema: CompilationView,
      files: Object.values(COMPILATION_FILES),
      meaning: {
        zh: '汇编；format 为 xlsx 或 pdf 时为文件',
        en: 'the compilation; a file if format is xlsx or pdf',
      },
    },
  },
  problems: PERIOD_PROBLEMS,
});
