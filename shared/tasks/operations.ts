import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { Problem } from '../http/problem-response.ts';
import { FeedbackSubmission, LiftConfirmation } from './feedback.ts';
import { TaskView } from './task-view.ts';

/** Answers of one request. */
export const MAX_FEEDBACK = 100;

const CURSOR = z.string().max(200).exactOptional();
const TEXT_PROBLEMS = ['date-out-of-bounds', 'identity-number-in-text'] as const;
const FEEDBACK_PROBLEMS = [...TEXT_PROBLEMS, 'already-answered', 'task-suspended', 'task-past-term'] as const;
const STATE_PROBLEMS = ['not-found', 'state-forbids'] as const;

const task = { schema: TaskView, headers: ['ETag'] };

export const listTasks = operation({
  id: 'list-tasks',
  method: 'GET',
  path: '/tasks',
  summary: { zh: '读取本部门的任务', en: 'Read the tasks of your department' },
  roles: ['implementer'],
  body: NOTHING,
  query: z.strictObject({
    status: z
      .enum(['open', 'done'])
      .exactOptional()
      .describe(
        '待办 open（默认，先到期者在前 the default, first due first）· 其他 done（最近推送者在前 last pushed first）',
      ),
    cursor: CURSOR,
    limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  }),
  answers: {
    200: {
      schema: z.object({ tasks: z.array(TaskView) }).meta({ id: 'Tasks' }),
      headers: ['Link'],
      meaning: { zh: '一页任务', en: 'a page of tasks' },
    },
  },
  problems: ['invalid-cursor'],
});

export const getTask = operation({
  id: 'get-task',
  method: 'GET',
  path: '/tasks/{id}',
  summary: { zh: '读取本部门的一项任务', en: 'Read a task of your department' },
  roles: ['implementer'],
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { ...task, meaning: { zh: '任务及其期限', en: 'the task with its clocks' } } },
  problems: ['not-found'],
});

/** A change of a task of one's own: on its version, repeatable, answered with the task after it. */
const change = changesOf(TaskView, { zh: '变更后的任务', en: 'the task after the change' });

export const acknowledgeTask = change({
  id: 'acknowledge-task',
  path: '/tasks/{id}/acknowledgement',
  roles: ['implementer'],
  summary: { zh: '签收一项任务', en: 'Acknowledge a task' },
  body: NOTHING,
  problems: [],
});

export const giveTaskFeedback = change({
  id: 'give-task-feedback',
  path: '/tasks/{id}/feedback',
  roles: ['implementer'],
  summary: {
    zh: '反馈执行情况：已落实，或者说明理由不予实施',
    en: 'Answer a task: applied, or declined with the reason',
  },
  body: FeedbackSubmission,
  problems: [...FEEDBACK_PROBLEMS],
});

export const confirmTaskLift = change({
  id: 'confirm-task-lift',
  path: '/tasks/{id}/lift-confirmation',
  roles: ['implementer'],
  summary: { zh: '确认措施已解除', en: 'Confirm that a measure is lifted' },
  body: LiftConfirmation,
  problems: ['lift-before-apply', ...TEXT_PROBLEMS],
});

/** One of several answers: to which task, on which version of it. */
export const FeedbackItem = z
  .strictObject({
    task: z.string().max(64).describe('任务编号 id of the task'),
    version: z.int().min(1).describe('所读取的任务版本 the version that was read'),
    feedback: FeedbackSubmission,
  })
  .meta({ id: 'TaskFeedbackItem' });
export type FeedbackItem = z.output<typeof FeedbackItem>;

const Outcome = z.discriminatedUnion('outcome', [
  z.object({ index: z.int(), outcome: z.literal('recorded'), task: TaskView }),
  z.object({ index: z.int(), outcome: z.literal('refused'), problem: Problem }),
]);

export const postTaskFeedback = operation({
  id: 'post-task-feedback',
  method: 'POST',
  path: '/task-feedback',
  summary: { zh: '批量反馈，至多一百项，逐项给出结果', en: 'Answer up to a hundred tasks, with an outcome for each' },
  roles: ['implementer'],
  query: NOTHING,
  body: z.array(z.unknown()).min(1),
  describedBody: z.array(FeedbackItem).min(1).max(MAX_FEEDBACK),
  answers: {
    200: {
      schema: z.object({ outcomes: z.array(Outcome) }).meta({ id: 'TaskFeedbackOutcomes' }),
      meaning: {
        zh: '逐项结果；同一请求重新提交，结果相同',
        en: 'an outcome for each; the same request again gives the same',
      },
    },
  },
  problems: ['too-many-items', 'stale-version', ...STATE_PROBLEMS, ...FEEDBACK_PROBLEMS],
});

export const listCaseTasks = operation({
  id: 'list-case-tasks',
  method: 'GET',
  path: '/cases/{id}/tasks',
  summary: { zh: '读取一个案件的全部任务', en: 'Read the tasks of a case' },
  roles: ['credit-office', 'auditor', 'initiator'],
  body: NOTHING,
  query: z.strictObject({ cursor: CURSOR }),
  answers: {
    200: {
      schema: z
        .object({
          planned: z.int().describe('方案共有项数 items of the whole plan'),
          tasks: z.array(TaskView),
          waiting: z
            .array(z.object({ measure: z.string(), department: z.string() }))
            .describe('尚未推送的项 items of this page whose task is not made yet'),
        })
        .meta({ id: 'CaseTasks' }),
      headers: ['Link'],
      meaning: { zh: '按方案顺序', en: 'in the order of the plan' },
    },
  },
  problems: ['not-found', 'invalid-cursor'],
});
