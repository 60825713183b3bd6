import { type DutyOutcome, dutyOutcome } from '../clocks/duty.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { workingDaysBetween } from '../kernel/working-calendar.ts';
import type { TaskDutyName } from '../tasks/duties.ts';
import type { CountedCase, CountedTask } from './joint-counted.ts';

/** How many duties of one name stand in each way. They add up to those that were owed. */
export type OutcomeCounts = Readonly<Record<DutyOutcome, number>>;

/** Working days that something took, summed, and over how many tasks: their quotient is the mean. The day of the beginning is not counted (民法典 201). */
export interface TimeSum {
  readonly tasks: number;
  readonly workingDays: number;
}

/** What is counted of some tasks. */
export interface TaskFigures {
  readonly pushed: number;
  /** Of them to private bodies, which owe nothing. */
  readonly informed: number;
  /** Of them such as wait for their department. */
  readonly open: number;
  readonly applied: number;
  readonly declined: number;
  readonly acknowledge: OutcomeCounts;
  readonly answer: OutcomeCounts;
  readonly lift: OutcomeCounts;
  readonly pushToAcknowledge: TimeSum;
  readonly acknowledgeToFeedback: TimeSum;
  readonly liftToConfirmation: TimeSum;
}

type TaskGroup = Pick<CountedTask, 'department' | 'field' | 'measure' | 'effect' | 'subjects'>;

/** Tasks of a month of push by department, field, measure, effect and group of subjects: a department's figures, never a subject's (I9). */
export type JointTaskCounts = TaskGroup & TaskFigures;

type CaseGroup = Pick<CountedCase, 'department' | 'field' | 'effect' | 'subjects'>;

/** Cases of a month of proposal, and how far they came. */
export interface CaseFigures {
  readonly proposed: number;
  readonly decided: number;
  readonly dispatched: number;
  readonly suspended: number;
  readonly ended: number;
}

export type JointCaseCounts = CaseGroup & CaseFigures;

const OPEN = ['pushed', 'acknowledged', 'lifting'];

const countIf = <Item>(items: readonly Item[], holds: (item: Item) => boolean): number => items.filter(holds).length;

const outcomes = (tasks: readonly CountedTask[], name: TaskDutyName, today: CalendarDate): OutcomeCounts => {
  const found = tasks.flatMap(({ duties }) => (duties[name] ? [dutyOutcome(duties[name], today)] : []));
  const counts = { inTime: 0, late: 0, missing: 0, running: 0, released: 0 };
  for (const outcome of found) counts[outcome] += 1;
  return counts;
};

interface Span {
  readonly from: CalendarDate | undefined;
  readonly to: CalendarDate | undefined;
}

const timeSum = (tasks: readonly CountedTask[], spanOf: (duties: CountedTask['duties']) => Span): TimeSum => {
  const days = tasks.flatMap(({ duties }) => {
    const { from, to } = spanOf(duties);
    return from === undefined || to === undefined ? [] : [workingDaysBetween(from, to)];
  });
  return { tasks: days.length, workingDays: days.reduce((sum, one) => sum + one, 0) };
};

/** The figures of some tasks on a day. */
export const taskFigures = (tasks: readonly CountedTask[], today: CalendarDate): TaskFigures => ({
  pushed: tasks.length,
  informed: countIf(tasks, ({ duties }) => duties.acknowledge === undefined && duties.answer === undefined),
  open: countIf(tasks, ({ state }) => OPEN.includes(state)),
  applied: countIf(tasks, ({ outcome }) => outcome === 'applied'),
  declined: countIf(tasks, ({ outcome }) => outcome === 'declined'),
  acknowledge: outcomes(tasks, 'acknowledge', today),
  answer: outcomes(tasks, 'answer', today),
  lift: outcomes(tasks, 'lift', today),
  pushToAcknowledge: timeSum(tasks, ({ acknowledge }) => ({ from: acknowledge?.since, to: acknowledge?.doneOn })),
  acknowledgeToFeedback: timeSum(tasks, ({ acknowledge, answer }) => ({
    from: acknowledge?.doneOn,
    to: answer?.doneOn,
  })),
  liftToConfirmation: timeSum(tasks, ({ lift }) => ({ from: lift?.since, to: lift?.doneOn })),
});

const caseFigures = (cases: readonly CountedCase[]): CaseFigures => ({
  proposed: cases.length,
  decided: countIf(cases, ({ decided }) => decided),
  dispatched: countIf(cases, ({ dispatched }) => dispatched),
  suspended: countIf(cases, ({ suspended }) => suspended),
  ended: countIf(cases, ({ ended }) => ended),
});

/** Groups items, groups sorted by their text. */
const grouped = <Item, Group>(items: readonly Item[], groupOf: (item: Item) => Group) => {
  const groups = Map.groupBy(items, (item) => JSON.stringify(groupOf(item)));
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
};

const taskGroup = ({ department, field, measure, effect, subjects }: CountedTask): TaskGroup => ({
  department,
  field,
  measure,
  effect,
  subjects,
});

const caseGroup = ({ department, field, effect, subjects }: CountedCase): CaseGroup => ({
  department,
  field,
  effect,
  subjects,
});

/** Folds tasks into counts by department, field, measure, effect and group of subjects, sorted. A recount is this fold over the register's own heads. */
export const countTasks = (tasks: readonly CountedTask[], today: CalendarDate): readonly JointTaskCounts[] =>
  grouped(tasks, taskGroup).flatMap((group) =>
    group[0] === undefined ? [] : [{ ...taskGroup(group[0]), ...taskFigures(group, today) }],
  );

/** Folds cases into counts by initiating department, field, effect and group of subjects, sorted. */
export const countCases = (cases: readonly CountedCase[]): readonly JointCaseCounts[] =>
  grouped(cases, caseGroup).flatMap((group) =>
    group[0] === undefined ? [] : [{ ...caseGroup(group[0]), ...caseFigures(group) }],
  );
