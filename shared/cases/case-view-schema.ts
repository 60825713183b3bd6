import * as z from 'zod';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { EFFECTS } from '../lists/entry.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { CASE_END_VERBS, CASE_STATES, SERVED_TOGETHER, SERVICE_METHODS } from './joint-case.ts';

const coded = z.object({
  code: z.string(),
  name: labelView.optional().describe('读取案件时列出 shown when a case is read'),
});

const service = {
  documentNumber: z.string(),
  method: z.enum(SERVICE_METHODS),
  servedOn: dateView,
  evidence: z.string().optional(),
};

const end = {
  verb: z.enum(CASE_END_VERBS),
  document: z.string(),
  decidedOn: dateView,
  reason: z.string(),
  department: z.string(),
  officer: z.string(),
  endedAt: instantView,
};

const exclusive = '自该日零时起不再适用 the first day on which it no longer holds';

const decision = z.object({
  documentNumber: z.string(),
  decidedOn: dateView,
  officer: z.string(),
  reasons: z.string(),
  onStatement: z.string().optional(),
  exemption: z.object({ basis: z.string(), reason: z.string() }).optional(),
  listedUntil: dateView.describe(exclusive),
  editions: z.object({ behaviours: z.int(), measures: z.int() }),
  measures: z.array(
    z.object({ measure: coded, basis: z.string(), from: dateView, until: dateView.describe(exclusive) }),
  ),
});

/** What identifies a case in a list. */
export const CaseSummary = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z.enum(CASE_STATES),
    effect: z.enum(EFFECTS),
    department: coded,
    field: z.string(),
    behaviour: coded,
    subject: NamedSubjectView,
    documentNumber: z.string().describe('认定行为的文书号 number of the document that established the act'),
    proposedAt: instantView,
    answerBy: dateView.optional(),
    listedUntil: dateView.optional(),
  })
  .meta({ id: 'CaseSummary' });
export type CaseSummary = z.input<typeof CaseSummary>;

/** A case as an authority reads it; what is not in this schema cannot leave. */
export const CaseView = CaseSummary.omit({ documentNumber: true, answerBy: true, listedUntil: true })
  .extend({
    act: z.object({
      documentNumber: z.string(),
      decidedOn: dateView,
      actDate: dateView,
      facts: z.string(),
      records: z.array(z.string()),
    }),
    responsibility: z
      .object({
        class: z.string(),
        classBasis: z.string(),
        role: z.string(),
        finding: z.string(),
        organisationCase: z.string(),
      })
      .optional(),
    proposed: z.array(coded),
    author: z.string(),
    notice: z
      .object({
        ...service,
        measures: z.array(z.string()),
        answerBy: dateView.describe('陈述申辩期限，含当日 the last day on which the subject may answer'),
        provisional: z.boolean().describe('暂定：所涉年份的放假安排尚未公布 a year’s calendar is not confirmed yet'),
      })
      .optional(),
    statements: z.array(
      z.object({
        receivedOn: dateView,
        summary: z.string(),
        at: instantView,
        officer: z
          .string()
          .describe('登记人；由主体一方提出的为其授权编号 who took it down; of the subject’s own word its mandate'),
        files: z.array(z.string()).optional().describe('所附文件 files that it bears: GET /cases/{id}/files/{file}'),
      }),
    ),
    decision: decision.optional(),
    service: z.object({ ...service, together: z.array(z.enum(SERVED_TOGETHER)).optional() }).optional(),
    plan: z.array(z.object({ measure: z.string(), department: z.string(), dispatchedOn: dateView })),
    progress: z
      .object({
        version: z.int().describe('已执行到的案件版本 the version of the case that is carried out'),
        items: z.int(),
        done: z.int(),
        completedAt: instantView.optional().describe('全部执行完毕的时间 when all items had reached their departments'),
      })
      .optional()
      .describe('计划的执行进度 how far the plan is carried out'),
    suspension: z
      .object({
        document: z.string(),
        reason: z.string(),
        department: z.string(),
        since: instantView,
        from: z.enum(CASE_STATES),
        withOrganisation: z.boolean(),
        objection: z.string().optional().describe('逾期未处理的异议 the objection that was not decided in time'),
      })
      .optional(),
    objection: z
      .object({
        id: z.string(),
        filedOn: dateView,
        decideBy: dateView,
        suspendsFrom: dateView.optional(),
        review: z.boolean().optional().describe('复核中 in second-level review'),
      })
      .optional()
      .describe(
        '异议标注；自 suspendsFrom 起未办结的，暂停执行 an open objection: from suspendsFrom on nothing of the case binds until it is decided',
      ),
    exceptions: z.array(
      z.object({
        measures: z.array(z.string()),
        decisionTypes: z.array(z.string()),
        from: dateView,
        until: dateView.describe(exclusive),
        document: z.string(),
        reason: z.string(),
        department: z.string(),
        officer: z.string(),
      }),
    ),
    endedMeasures: z.array(z.object({ measure: z.string(), ...end })),
    end: z.object(end).optional(),
    change: z.object({
      action: z.string(),
      at: instantView,
      department: z.string(),
      officer: z.string(),
      reason: z.string().optional(),
    }),
  })
  .meta({ id: 'Case' });
export type CaseView = z.input<typeof CaseView>;

/** One version in a case's history with its place in the hash chain. */
export const CaseVersionView = z
  .object({ version: z.int(), hash: z.string(), previousHash: z.string(), case: CaseView })
  .meta({ id: 'CaseVersion' });
