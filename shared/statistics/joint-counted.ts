import * as z from 'zod';
import type { JointCase } from '../cases/joint-case.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { EFFECTS } from '../lists/entry.ts';
import { dutiesOf, TASK_DUTY_NAMES, type TaskDuty, type TaskDutyName } from '../tasks/duties.ts';
import { TASK_STATES, type Task } from '../tasks/task.ts';

/** 法人和其他组织（含个体工商户）· 自然人. */
export const SUBJECT_GROUPS = ['organisations', 'persons'] as const;
export type SubjectGroup = (typeof SUBJECT_GROUPS)[number];

/** What of a duty is counted. Beijing dates. */
const CountedDuty = z.object({
  since: dateText,
  due: dateText,
  doneOn: dateText.exactOptional(),
  releasedOn: dateText.exactOptional(),
  haltedOn: dateText.exactOptional(),
});
export type CountedDuty = z.output<typeof CountedDuty>;

/** What of a task is counted: never whom it is about. It follows from the task's newest version alone. */
export const CountedTask = z.object({
  department: z.string(),
  measure: z.string(),
  field: z.string(),
  effect: z.enum(EFFECTS),
  subjects: z.enum(SUBJECT_GROUPS),
  state: z.enum(TASK_STATES),
  outcome: z.enum(['applied', 'declined']).exactOptional(),
  duties: z.partialRecord(z.enum(TASK_DUTY_NAMES), CountedDuty),
});
export type CountedTask = z.output<typeof CountedTask>;

/** What of a case is counted, under the month of its proposal: how far it came. */
export const CountedCase = z.object({
  department: z.string(),
  field: z.string(),
  effect: z.enum(EFFECTS),
  subjects: z.enum(SUBJECT_GROUPS),
  decided: z.boolean(),
  dispatched: z.boolean(),
  suspended: z.boolean(),
  ended: z.boolean(),
});
export type CountedCase = z.output<typeof CountedCase>;

const groupOf = ({ subject }: Pick<Task | JointCase, 'subject'>): SubjectGroup =>
  subject.category === 'person' ? 'persons' : 'organisations';

const counted = ({ name: _, due, ...dates }: TaskDuty): CountedDuty => ({ ...dates, due: due.date });

const countedDuties = (task: Task): Partial<Record<TaskDutyName, CountedDuty>> =>
  Object.fromEntries(dutiesOf(task).map((duty) => [duty.name, counted(duty)]));

/** What is counted of a task. */
export const countedTask = (task: Task): CountedTask => {
  const { department, measure, field, effect, state, feedback } = task;
  return {
    department,
    measure,
    field,
    effect,
    subjects: groupOf(task),
    state,
    ...(feedback && { outcome: feedback.outcome }),
    duties: countedDuties(task),
  };
};

/** The month (`YYYY-MM`) under which a task is counted: that of its push, in Beijing. */
export const monthOfTask = ({ pushedOn }: Pick<Task, 'pushedOn'>): string => pushedOn.slice(0, 7);

/** What is counted of a case. A case that ended without a decision was not sustained 不予认定: it is ended and not decided. */
export const countedCase = (joint: JointCase): CountedCase => {
  const { department, field, effect, decision, plan, state } = joint;
  return {
    department,
    field,
    effect,
    subjects: groupOf(joint),
    decided: decision !== undefined,
    dispatched: plan.length > 0,
    suspended: state === 'suspended',
    ended: state === 'ended',
  };
};

/** The month (`YYYY-MM`) under which a case is counted: that of its proposal, in Beijing. */
export const monthOfCase = ({ proposedAt }: Pick<JointCase, 'proposedAt'>): string =>
  beijingDate(proposedAt).slice(0, 7);
