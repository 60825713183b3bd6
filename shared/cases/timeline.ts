import { dutyOutcome } from '../clocks/duty.ts';
import { addDays, beijingMidnight, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import { dutiesOf, type TaskDuty, type TaskDutyName } from '../tasks/duties.ts';
import type { Task, TaskAction } from '../tasks/task.ts';
import type { CaseAction, JointCase } from './joint-case.ts';

/** One thing that happened to a case or one of its tasks, or that is due: which department did what, and when. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly about: 'case' | 'task';
  /** Id of the case or the task. */
  readonly id: string;
  /** Of a case: the version that it became. */
  readonly version?: number;
  readonly action: CaseAction | TaskAction | 'due' | 'overdue';
  /** Who did it; of what is due, who owes it. */
  readonly department: string;
  readonly measure?: string;
  /** Of what is due: what is owed, and by when. */
  readonly clock?: TaskDutyName;
  readonly due?: CalendarDate;
}

const CREDIT_OFFICE = 'credit-office';

/** What each version of a case did. */
export const caseEntries = (versions: readonly JointCase[]): readonly TimelineEntry[] =>
  versions.map(({ id, version, change: { at, action, department } }) => ({
    at,
    about: 'case',
    id,
    version,
    action,
    department,
  }));

/** `due` while a clock runs, `overdue` if it was not met in time, be it met since. */
const standing = ({ due, ...dates }: TaskDuty, today: CalendarDate): 'due' | 'overdue' | undefined => {
  const outcome = dutyOutcome({ ...dates, due: due.date }, today);
  if (outcome === 'late' || outcome === 'missing') return 'overdue';
  return outcome === 'running' && dates.haltedOn === undefined ? 'due' : undefined;
};

const dueEntry = (task: Task, duty: TaskDuty, today: CalendarDate): readonly TimelineEntry[] => {
  const { id, department, measure } = task;
  const action = standing(duty, today);
  const { date: due } = duty.due;
  const at = beijingMidnight(addDays(due, 1));
  return action === undefined ? [] : [{ at, about: 'task', id, action, department, measure, clock: duty.name, due }];
};

/**
 * What was done about a task, and what of it is due or overdue. All of it stands on the newest version, for a task is acknowledged,
 * answered and lifted once; its suspensions are the case's. `pushedAt` is when the case was dispatched.
 */
export const taskEntries = (task: Task, pushedAt: Instant, today: CalendarDate): readonly TimelineEntry[] => {
  const { id, measure, acknowledged, feedback, lift } = task;
  const entry = (
    at: Instant | undefined,
    action: TaskAction,
    department = task.department,
  ): readonly TimelineEntry[] => (at === undefined ? [] : [{ at, about: 'task', id, action, department, measure }]);
  return [
    ...entry(pushedAt, 'push', CREDIT_OFFICE),
    // Who answers at once acknowledges by it.
    ...entry(acknowledged?.at === feedback?.at ? undefined : acknowledged?.at, 'acknowledge'),
    ...entry(feedback?.at, feedback?.outcome === 'declined' ? 'decline' : 'apply'),
    ...entry(lift?.at, 'lift', CREDIT_OFFICE),
    ...entry(lift?.confirmed?.at, 'confirm-lift'),
    ...dutiesOf(task).flatMap((duty) => dueEntry(task, duty, today)),
  ];
};

/** A place in a timeline: time, what it is about, what was done. */
export const TIMELINE_POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w-]{22}#[a-z-]+#[a-z0-9]*$/;

const positionOf = ({ at, id, action, clock, version }: TimelineEntry): string =>
  [at, id, action, clock ?? version ?? ''].join('#');

/** A page of a timeline, oldest first, what is due at its end; `next` is the position after which the next page begins. */
export const timelinePage = (entries: readonly TimelineEntry[], after: string | undefined, limit: number) => {
  const placed = entries.map((entry) => ({ entry, position: positionOf(entry) }));
  const left = placed
    .filter(({ position }) => after === undefined || position > after)
    .toSorted((a, b) => (a.position < b.position ? -1 : 1));
  const page = left.slice(0, limit);
  return { entries: page.map(({ entry }) => entry), next: left.length > limit ? page.at(-1)?.position : undefined };
};
