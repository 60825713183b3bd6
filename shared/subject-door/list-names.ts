import type { JointCase } from '../cases/joint-case.ts';
import type { Basis } from '../checks/basis.ts';
import type { Editions } from '../checks/editions-store.ts';
import type { KnownHeads } from '../checks/known-heads-store.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Task } from '../tasks/task.ts';

/** What the lists and the register of instruments call what stands in cases by its code. */
export interface ListNames {
  behaviour(joint: JointCase): Label;
  measure(joint: JointCase, code: string): Label;
  basis(code: string): Pick<Basis, 'title' | 'number' | 'article'>;
}

/** Where the names come from. */
export interface NameSources {
  readonly editions: Editions;
  readonly heads: Pick<KnownHeads, 'bases'>;
}

const coded = (code: string): Label => ({ zh: code, en: code });

const measuresOf = ({ id, proposed, decision }: JointCase, tasks: readonly Task[]): readonly string[] => [
  ...new Set([
    ...proposed,
    ...(decision?.measures ?? []).map(({ measure }) => measure),
    ...tasks.filter((task) => task.case.id === id).map(({ measure }) => measure),
  ]),
];

/** The names of some cases, each by the editions of its own decision, or by those in force today. */
export const listNames = async (
  { editions, heads }: NameSources,
  { cases, tasks }: { readonly cases: readonly JointCase[]; readonly tasks: readonly Task[] },
  today: CalendarDate,
): Promise<ListNames> => {
  const behaviours = new Map<string, Label>();
  const measures = new Map<string, Label>();
  const inForce = cases.some(({ decision }) => decision === undefined) ? await editions.inForce(today) : undefined;
  for (const joint of cases) {
    const of = joint.decision?.editions ?? inForce;
    if (of?.behaviours) {
      const name = await editions.nameOf('behaviours', of.behaviours, joint.behaviour);
      if (name) behaviours.set(joint.id, name);
    }
    if (!of?.measures) continue;
    for (const code of measuresOf(joint, tasks)) {
      const name = await editions.nameOf('measures', of.measures, code);
      if (name) measures.set(`${joint.id} ${code}`, name);
    }
  }
  const decided = cases.flatMap(({ decision }) => decision?.measures ?? []);
  const bases = await heads.bases([...decided, ...tasks].map(({ basis }) => basis));
  return {
    behaviour: ({ id, behaviour }) => behaviours.get(id) ?? coded(behaviour),
    measure: ({ id }, code) => measures.get(`${id} ${code}`) ?? coded(code),
    basis: (code) => bases.get(code) ?? { title: coded(code), article: coded('') },
  };
};

/** The names of measures in force. */
export const namesIn = (
  sources: NameSources,
  measures: readonly { readonly joint: JointCase; readonly task: Task }[],
  today: CalendarDate,
): Promise<ListNames> =>
  listNames(
    sources,
    { cases: [...new Set(measures.map(({ joint }) => joint))], tasks: measures.map(({ task }) => task) },
    today,
  );
