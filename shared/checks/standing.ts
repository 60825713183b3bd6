import type { JointCase } from '../cases/joint-case.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { Task } from '../tasks/task.ts';
import type { Basis } from './basis.ts';
import { concerns, isBinding, type Question } from './binding.ts';
import type { HeadsOfSubject, KnownHeads } from './known-heads-store.ts';

/** A measure that binds, with the case that it is of and the basis that carries it. */
export interface BindingMeasure {
  readonly task: Task;
  readonly joint: JointCase;
  readonly basis: Basis;
}

/** Where a subject stands before a decision. */
export interface Standing {
  readonly measures: readonly BindingMeasure[];
  /** Cases and tasks that were read, as `id version`, those that bind nothing too. */
  readonly seen: readonly string[];
}

/** Partitions read at a time: a list of a thousand must fill neither the client's connections nor one host's queue. */
const AT_ONCE = 16;

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
 * is the cases of organisations behind responsible persons, and the bases. By key; a key that is unknown has none.
 */
export const standings = async (
  heads: KnownHeads,
  keys: readonly string[],
  question: Question,
): Promise<ReadonlyMap<string, Standing>> => {
  const subjects = await concurrently(AT_ONCE, new Set(keys), candidatesOf(heads, question));
  const tasks = subjects.flatMap((subject) => subject.tasks);
  const [organisations, bases] = await Promise.all([
    heads.cases(tasks.flatMap(({ organisationCase }) => organisationCase?.key ?? [])),
    heads.bases(tasks.map(({ basis }) => basis)),
  ]);
  const measureOf = (task: Task, { cases }: Candidates): readonly BindingMeasure[] => {
    const joint = cases.get(task.case.id);
    const organisation = organisations.get(task.organisationCase?.id ?? '');
    const basis = bases.get(task.basis);
    if (joint === undefined || basis === undefined) return [];
    return isBinding({ task, joint, organisation, basis }, question) ? [{ task, joint, basis }] : [];
  };
  return new Map(
    subjects.map((subject) => [
      subject.key,
      { measures: subject.tasks.flatMap((task) => measureOf(task, subject)), seen: subject.seen },
    ]),
  );
};
