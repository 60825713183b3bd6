import { type Grounds, joinedGrounds, markedCaseNow } from '../cases/grounds.ts';
import type { JointCase } from '../cases/joint-case.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { Task } from '../tasks/task.ts';
import type { Basis } from './basis.ts';
import { concerns, isBinding, type Question } from './binding.ts';
import { type HeadsOfSubject, type KnownHeads, PARTITIONS_AT_ONCE } from './known-heads-store.ts';

/** A measure that binds, with the case that it is of and the basis that carries it. */
export interface BindingMeasure {
  readonly task: Task;
  readonly joint: JointCase;
  readonly basis: Basis;
}

/** Where a subject stands before a decision. */
export interface Standing {
  readonly measures: readonly BindingMeasure[];
  /** Cases and tasks that were read, as `id version`, those that bind nothing too; and what else was opened for them. */
  readonly seen: readonly string[];
}

const seenIn = (grounds: Grounds | undefined): readonly string[] =>
  [...(grounds?.records ?? []), ...(grounds?.repairs ?? []), ...(grounds?.objections ?? [])].map(
    ({ id, version }) => `${id} ${version}`,
  );

/** What of a subject may bind, by its own partition. */
interface Candidates extends HeadsOfSubject {
  readonly key: string;
}

const candidatesOf =
  (heads: Pick<KnownHeads, 'of'>, question: Question) =>
  async (key: string): Promise<Candidates> => {
    const found = await heads.of(key);
    return { ...found, key, tasks: found.tasks.filter((task) => concerns(task, question)) };
  };

/**
 * Reads, consistently and at this moment, which measures bind the decision on each subject: their partitions, then what lies elsewhere, which
 * is the cases of organisations behind responsible persons, and the bases; and of whom something may bind all on which it rests. That is read
 * last, and what has ended stays ended: no end is missed between two reads. By key; a key that is unknown has none.
 */
export const standings = async (
  heads: KnownHeads,
  keys: readonly string[],
  question: Question,
): Promise<ReadonlyMap<string, Standing>> => {
  const subjects = await concurrently(PARTITIONS_AT_ONCE, new Set(keys), candidatesOf(heads, question));
  const tasks = subjects.flatMap((subject) => subject.tasks);
  const behind = tasks.flatMap(({ organisationCase }) => organisationCase?.key ?? []);
  const [organisations, bases, grounds] = await Promise.all([
    heads.cases(behind),
    heads.bases(tasks.map(({ basis }) => basis)),
    heads.grounds([...tasks.map(({ subject }) => subject.key), ...behind.map(({ pk }) => pk)]),
  ]);
  const measureOf = (task: Task, { cases }: Candidates): readonly BindingMeasure[] => {
    const joint = cases.get(task.case.id);
    const organisation = organisations.get(task.organisationCase?.id ?? '');
    const basis = bases.get(task.basis);
    if (joint === undefined || basis === undefined) return [];
    const restsOn = joinedGrounds([task.subject.key, task.organisationCase?.key.pk], grounds);
    return isBinding({ task, joint, organisation, grounds: restsOn, basis }, question)
      ? [{ task, joint: markedCaseNow(joint, restsOn), basis }]
      : [];
  };
  return new Map(
    subjects.map((subject) => [
      subject.key,
      {
        measures: subject.tasks.flatMap((task) => measureOf(task, subject)),
        seen: [...subject.seen, ...seenIn(grounds.get(subject.key))],
      },
    ]),
  );
};
