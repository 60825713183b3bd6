import * as z from 'zod';
import { CASE_END_VERBS, type JointCase } from '../cases/joint-case.ts';
import { departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { EFFECTS } from '../lists/entry.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { TASK_DUTY_NAMES } from './duties.ts';
import { TASK_STATES, type Task } from './task.ts';
import { taskClocks } from './task-clocks.ts';

const department = z.object({ code: z.string(), name: labelView.optional() });
const officer = { officer: z.string(), at: instantView };

const lift = z.object({
  verb: z.enum(CASE_END_VERBS),
  reason: z.string(),
  document: z.string(),
  at: instantView,
  confirmed: z.object({ on: dateView, what: z.string(), ...officer }).optional(),
});

/** A task as its department, the credit office and the initiating department read it; what is not in this schema cannot leave. */
export const TaskView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z
      .enum(TASK_STATES)
      .describe(
        '已推送 pushed · 已签收 acknowledged · 已落实 applied · 不予实施 declined · 待解除 lifting · 已解除 lifted · 仅供参考 informed · 已撤回 withdrawn',
      ),
    case: z.string().describe('联合奖惩案件编号 id of the joint case'),
    organisationCase: z.string().optional().describe('责任人员所属单位的案件 case of the organisation'),
    subject: NamedSubjectView,
    effect: z.enum(EFFECTS),
    field: z.string(),
    behaviour: z.string(),
    measure: z.string().describe('措施清单代码 code on the list of measures'),
    obligation: z.enum(['obligatory', 'voluntary']),
    binds: z.array(z.string()).describe('约束的决定事项 decision types that it binds'),
    basis: z.string().describe('依据（规范性文件代码） code of the instrument'),
    decisionDocument: z.string().describe('认定文书号 the decision on which it rests'),
    department,
    initiator: department,
    from: dateView,
    until: dateView.describe('自该日零时起不再有效 no longer in force from 00:00 Beijing time of this day on'),
    pushedOn: dateView,
    clocks: z.array(
      z.object({
        name: z.enum(TASK_DUTY_NAMES),
        state: z.enum(['running', 'met', 'breached']),
        due: dateView,
        provisional: z
          .boolean()
          .describe('暂定：所涉年份的放假安排尚未公布 the calendar of a year that it touches is not confirmed yet'),
        basis: labelView,
      }),
    ),
    acknowledged: z.object(officer).optional(),
    feedback: z
      .object({
        outcome: z.enum(['applied', 'declined']),
        on: dateView,
        what: z.string(),
        document: z.string().optional(),
        ...officer,
      })
      .optional(),
    objectedOn: dateView
      .optional()
      .describe('所属案件正在异议处理中，异议提出日 its case is objected to since this day, and not decided on yet'),
    suspension: z
      .object({ document: z.string(), since: instantView })
      .optional()
      .describe('已中止执行 suspended: not to be applied, and binding nothing, until it is resumed'),
    lift: lift.optional(),
    change: z.object({ action: z.string(), at: instantView, department: z.string(), officer: z.string() }),
  })
  .meta({ id: 'Task' });
export type TaskView = z.input<typeof TaskView>;

const departmentView = (code: string, today: CalendarDate) => ({ code, name: departmentOn(code, today)?.name });

/** The view of a task on a day; `joint` is its case, where that was read too. */
export const toTaskView = (task: Task, today: CalendarDate, joint?: Pick<JointCase, 'id' | 'objection'>): TaskView => ({
  ...task,
  objectedOn: joint?.id === task.case.id ? joint.objection?.filedOn : undefined,
  case: task.case.id,
  organisationCase: task.organisationCase?.id,
  binds: [...task.binds],
  department: departmentView(task.department, today),
  initiator: departmentView(task.initiator, today),
  clocks: [...taskClocks(task, today)],
});
