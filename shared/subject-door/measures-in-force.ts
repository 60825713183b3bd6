import { joinedGrounds, markedCaseNow } from '../cases/grounds.ts';
import type { JointCase } from '../cases/joint-case.ts';
import type { Basis } from '../checks/basis.ts';
import { isApplied, isCarried } from '../checks/binding.ts';
import type { KnownHeads } from '../checks/known-heads-store.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Task } from '../tasks/task.ts';
import type { SubjectHeads } from './subject-heads.ts';

/** A measure that is in force on a subject, with the case that it is of and the basis that carries it. */
export interface MeasureInForce {
  readonly task: Task;
  readonly joint: JointCase;
  readonly basis: Basis;
}

/** An exception from all measures of a case, or from this one, for whatever decision. */
const isExcepted = ({ exceptions }: JointCase, { measure }: Task, today: CalendarDate): boolean =>
  exceptions.some(
    ({ measures, decisionTypes, from, until }) =>
      decisionTypes.length === 0 &&
      (measures.length === 0 || measures.includes(measure)) &&
      from <= today &&
      today < until,
  );

/** What is read for it beside the subject's own heads. */
export type MeasureSources = Pick<KnownHeads, 'cases' | 'bases' | 'grounds'>;

/** The measures that are in force on a subject on a day: as a check reads them, for whatever decision, and those that bind none. */
export const measuresInForce = async (
  heads: MeasureSources,
  { tasks, cases, ...own }: Pick<SubjectHeads, 'tasks' | 'cases' | 'records' | 'repairs' | 'objections'>,
  today: CalendarDate,
): Promise<readonly MeasureInForce[]> => {
  const applied = tasks.filter((task) => isApplied(task, today));
  const behind = applied.flatMap(({ organisationCase }) => organisationCase?.key ?? []);
  const [organisations, bases, elsewhere] = await Promise.all([
    heads.cases(behind),
    heads.bases(applied.map(({ basis }) => basis)),
    heads.grounds(behind.map(({ pk }) => pk)),
  ]);
  return applied.flatMap((task) => {
    const joint = cases.find(({ id }) => id === task.case.id);
    const organisation = organisations.get(task.organisationCase?.id ?? '');
    const basis = bases.get(task.basis);
    if (joint === undefined || basis === undefined) return [];
    const { key } = task.subject;
    const grounds = joinedGrounds([key, task.organisationCase?.key.pk], new Map([...elsewhere, [key, own]]));
    const facts = { task, joint, organisation, grounds, basis };
    const holds = isCarried(facts, today) && !isExcepted(joint, task, today);
    return holds ? [{ task, joint: markedCaseNow(joint, grounds), basis }] : [];
  });
};
