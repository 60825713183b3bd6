import * as z from 'zod';
import { NOTHING, operation } from '../http/operation.ts';
import { dateView } from '../kernel/view.ts';
import {
  CaseFiguresView,
  CheckCountsView,
  EndNoticeCountsView,
  EndNoticeFiguresView,
  JointCaseCountsView,
  JointTaskCountsView,
  MattersView,
  TaskFiguresView,
} from './joint-views.ts';
import { DisclosureCountsView, month } from './operations.ts';

const countedAt = z.string().meta({ format: 'date-time' }).optional().describe('统计时间 when it was counted');

const ROLES = ['reporter', 'initiator', 'implementer', 'credit-office', 'auditor'] as const;
const PROBLEMS = ['missing-field', 'unknown-field', 'impossible-date', 'several-problems'] as const;

export const getJointStatistics = operation({
  id: 'get-joint-statistics',
  method: 'GET',
  path: '/statistics/joint',
  summary: {
    zh: '按月统计联合奖惩：任务按推送月份，案件按发起月份',
    en: 'Joint incentives and punishment by month: tasks by the month of their push, cases by that of their proposal',
  },
  roles: ROLES,
  body: NOTHING,
  query: z.strictObject({ month }),
  answers: {
    200: {
      schema: z
        .object({
          month: z.string(),
          countedAt,
          tasks: z.array(JointTaskCountsView),
          cases: z.array(JointCaseCountsView),
          checks: z.array(CheckCountsView),
          ends: z
            .array(EndNoticeCountsView)
            .describe('失效通知签收，按通知月份 notices of ends, by the month of their telling'),
          matters: MattersView,
          units: z
            .object({ obliged: z.int(), enrolled: z.int() })
            .optional()
            .describe('至月末：应参与单位与已参与单位 by the end of the month: units obliged, and enrolled'),
        })
        .meta({ id: 'JointStatistics' }),
      meaning: {
        zh: '信用办与审计看全部部门，其他部门看本部门',
        en: 'all departments for the credit office and auditors, otherwise your own',
      },
    },
  },
  problems: PROBLEMS,
});

export const getScorecard = operation({
  id: 'get-scorecard',
  method: 'GET',
  path: '/scorecard',
  summary: {
    zh: '一个部门一个月的工作情况（只统计部门，不对信用主体评分）',
    en: "A department's month: the department is counted, never a subject",
  },
  roles: ROLES,
  body: NOTHING,
  query: z.strictObject({ month, department: z.string().max(64).exactOptional() }),
  answers: {
    200: {
      schema: z
        .object({
          department: z.string(),
          month: z.string(),
          countedAt,
          tasks: TaskFiguresView,
          cases: CaseFiguresView,
          checks: z.array(CheckCountsView),
          ends: EndNoticeFiguresView.describe('失效通知签收 acknowledgement of ends'),
          matters: MattersView,
          disclosures: z.array(DisclosureCountsView),
          obligedSince: dateView.optional().describe('首次收到任务之日 since the first task was pushed to it'),
          enrolledSince: dateView.optional().describe('首次签收或反馈之日 since it first acknowledged or answered one'),
        })
        .meta({ id: 'Scorecard' }),
      meaning: {
        zh: '不写部门即本部门；信用办与审计可看任一部门',
        en: 'your own if you name none; any department for the credit office and auditors',
      },
    },
  },
  problems: [...PROBLEMS, 'unknown-department'],
});
