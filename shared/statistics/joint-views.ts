import * as z from 'zod';
import { EFFECTS } from '../lists/entry.ts';
import { SUBJECT_GROUPS } from './joint-counted.ts';
import type { TaskFigures, TimeSum } from './joint-counts.ts';

const OutcomesView = z
  .object({
    inTime: z.int().describe('按时 by the due date'),
    late: z.int().describe('逾期办理 done, but after it'),
    missing: z.int().describe('逾期未办 overdue and not done'),
    running: z.int().describe('期限内或因中止停计 not due yet, or standing still while suspended'),
    released: z.int().describe('到期前措施已结束 the measure ended before the due date'),
  })
  .meta({ id: 'DutyOutcomes' });

const TimeView = z
  .object({
    tasks: z.int(),
    workingDays: z.int().describe('合计工作日，起始日不计 working days in all, the first day not counted'),
    mean: z.number().optional().describe('平均工作日 mean of working days; absent where there is no task'),
  })
  .meta({ id: 'WorkingTime' });

const taskFigures = {
  pushed: z.int().describe('推送任务数 tasks pushed'),
  informed: z.int().describe('其中仅告知 of them for information only'),
  open: z.int().describe('待办 waiting for the department'),
  applied: z.int().describe('已落实 applied, also if it ended since'),
  declined: z.int().describe('不予实施 declined with a reason'),
  acknowledge: OutcomesView.describe('签收 acknowledgement'),
  answer: OutcomesView.describe('反馈 feedback'),
  lift: OutcomesView.describe('解除 lifts asked and confirmed'),
  pushToAcknowledge: TimeView.describe('推送至签收 from push to acknowledgement'),
  acknowledgeToFeedback: TimeView.describe('签收至反馈 from acknowledgement to feedback'),
  liftToConfirmation: TimeView.describe('解除通知至确认 from the order to lift to its confirmation'),
};

const caseFigures = {
  proposed: z.int().describe('发起 initiated'),
  decided: z.int().describe('其中已作出决定 of them decided'),
  dispatched: z.int().describe('其中已推送 of them dispatched'),
  suspended: z.int().describe('其中现中止 of them suspended now'),
  ended: z.int().describe('其中已结束 of them ended'),
};

const group = {
  department: z.string(),
  field: z.string(),
  effect: z.enum(EFFECTS),
  subjects: z.enum(SUBJECT_GROUPS).describe('法人和其他组织 organisations (sole traders among them) · 自然人 persons'),
};

/** What the tasks of a department come to. */
export const TaskFiguresView = z.object(taskFigures).meta({ id: 'TaskFigures' });
/** What the cases of a department come to. */
export const CaseFiguresView = z.object(caseFigures).meta({ id: 'CaseFigures' });
/** Tasks by implementing department, field, measure, effect and group of subjects. */
export const JointTaskCountsView = z
  .object({ ...group, measure: z.string(), ...taskFigures })
  .meta({ id: 'JointTaskCounts' });
/** Cases by initiating department, field, effect and group of subjects. */
export const JointCaseCountsView = z.object({ ...group, ...caseFigures }).meta({ id: 'JointCaseCounts' });

/** Checks before decisions of one type, of those asked in the month. */
export const CheckCountsView = z
  .object({
    department: z.string(),
    decisionType: z.string().describe('决定事项 decision type'),
    checks: z.int().describe('核查次数 decisions before which was checked'),
    bound: z.int().describe('其中有措施约束 of them bound by a measure'),
    decided: z.int().describe('其中已反馈结果 of those: applied, or declined with a reason'),
  })
  .meta({ id: 'CheckCounts' });

/** Notices of ends that a department was told of: acknowledged in time, late, or not yet. */
export const EndNoticeFiguresView = z
  .object({ told: z.int().describe('收到的失效通知 notices of ends received'), ...OutcomesView.shape })
  .meta({ id: 'EndNoticeFigures' });

/** They by department. */
export const EndNoticeCountsView = EndNoticeFiguresView.extend({ department: z.string() }).meta({
  id: 'EndNoticeCounts',
});

/** Listed matters, and those of them before which was checked. */
export const MattersView = z
  .object({
    listed: z.int().describe('应核查事项 decision types on the list, each for each of its departments'),
    checked: z.int().describe('已核查事项 of them checked before a decision in the month'),
  })
  .meta({ id: 'CheckedMatters' });

const DECIMALS = 10;

/** A sum of working days with its mean, to one decimal. */
const toTimeView = ({ tasks, workingDays }: TimeSum) => ({
  tasks,
  workingDays,
  ...(tasks > 0 && { mean: Math.round((workingDays * DECIMALS) / tasks) / DECIMALS }),
});

/** Figures as they are shown. */
export const toTaskFiguresView = <Figures extends TaskFigures>(figures: Figures) => ({
  ...figures,
  pushToAcknowledge: toTimeView(figures.pushToAcknowledge),
  acknowledgeToFeedback: toTimeView(figures.acknowledgeToFeedback),
  liftToConfirmation: toTimeView(figures.liftToConfirmation),
});
