import * as z from 'zod';
import { NOTHING, operation } from '../http/operation.ts';
import { TASK_DUTY_NAMES } from '../tasks/duties.ts';
import { TASK_ACTIONS } from '../tasks/task.ts';
import { CASE_ACTIONS, CASE_STATES } from './joint-case.ts';

const Entry = z
  .object({
    at: z.string().meta({ format: 'date-time' }),
    about: z.enum(['case', 'task']),
    id: z.string().describe('案件或任务编号 id of the case or the task'),
    version: z.int().optional().describe('案件版本 the version that the case became'),
    action: z
      .enum([...new Set([...CASE_ACTIONS, ...TASK_ACTIONS, 'due', 'overdue'] as const)])
      .describe(
        '办理事项；due 即将到期，overdue 已逾期 what was done; due: a clock runs; overdue: it was not met in time',
      ),
    department: z.string().describe('办理或负有义务的部门 who did it, or who owes it'),
    measure: z.string().optional(),
    clock: z.enum(TASK_DUTY_NAMES).optional(),
    due: z.string().meta({ format: 'date' }).optional(),
  })
  .meta({ id: 'TimelineEntry' });

export const getCaseTimeline = operation({
  id: 'get-case-timeline',
  method: 'GET',
  path: '/cases/{id}/timeline',
  summary: {
    zh: '跟踪一个案件：各部门何时办理了什么，哪些即将到期或已经逾期',
    en: 'Track a case: which department did what and when, what is due and what is overdue',
  },
  roles: ['initiator', 'credit-office', 'auditor'],
  body: NOTHING,
  query: z.strictObject({ cursor: z.string().max(200).exactOptional() }),
  answers: {
    200: {
      schema: z
        .object({ case: z.string(), state: z.enum(CASE_STATES), entries: z.array(Entry) })
        .meta({ id: 'Timeline' }),
      headers: ['Link'],
      meaning: {
        zh: '按时间先后；发起部门看本部门的案件，信用办与审计看全部',
        en: 'oldest first; its initiating department reads its own cases, the credit office and auditors all',
      },
    },
  },
  problems: ['not-found', 'invalid-cursor'],
});
