import type { JointCase } from '../cases/joint-case.ts';
import type { Basis } from '../checks/basis.ts';
import type { Editions } from '../checks/editions-store.ts';
import type { KnownHeads } from '../checks/known-heads-store.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';

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

const measuresOf = ({ proposed, decision }: JointCase): readonly string[] => [
  ...new Set([...proposed, ...(decision?.measures ?? []).map(({ measure }) => measure)]),
];

/** The names of some cases, each by the editions of its own decision, or by those in force today. */
export const listNames = async (
  { editions, heads }: NameSources,
  cases: readonly JointCase[],
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
    for (const code of measuresOf(joint)) {
      const name = await editions.nameOf('measures', of.measures, code);
      if (name) measures.set(`${joint.id} ${code}`, name);
    }
  }
  const bases = await heads.bases(
    cases.flatMap(({ decision }) => (decision?.measures ?? []).map(({ basis }) => basis)),
  );
  return {
    behaviour: ({ id, behaviour }) => behaviours.get(id) ?? coded(behaviour),
    measure: ({ id }, code) => measures.get(`${id} ${code}`) ?? coded(code),
    basis: (code) => bases.get(code) ?? { title: coded(code), article: coded('') },
  };
};
