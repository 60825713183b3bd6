import { departmentOn } from '../departments/departments.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import type { Label } from '../kernel/label.ts';
import type { AskedSubject } from './asked-subject.ts';
import type { LoggedAnswer } from './check.ts';
import type { AnswerView, MeasureView } from './check-view.ts';
import type { LocatedSubject } from './locate.ts';
import type { BindingMeasure, Standing } from './standing.ts';

/** Digests a text to an id. */
export type IdOf = (text: string) => string;

/** What has been read for a check. */
export interface Findings {
  readonly standings: ReadonlyMap<string, Standing>;
  /** Names under which subjects with measures are known, by key. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** What the list that a measure was decided by calls it. */
  readonly nameOf: (measure: BindingMeasure) => Label | undefined;
}

/** The answer on one subject, and what the log keeps of it. */
export interface SubjectAnswer {
  readonly view: AnswerView;
  readonly logged: LoggedAnswer;
}

const coded = (code: string): Label => ({ zh: code, en: code });

const measureView = (measure: BindingMeasure, checkId: string, { nameOf }: Findings, idOf: IdOf): MeasureView => {
  const { task, joint, basis } = measure;
  const authority = joint.decision && departmentOn(task.initiator, joint.decision.decidedOn);
  return {
    // Of this check alone: by a task's own id two departments could tell that they speak of one measure.
    id: idOf(`${checkId}|${task.id}`),
    authority: { department: task.initiator, name: authority?.name ?? coded(task.initiator) },
    documentNumber: task.decisionDocument,
    measure: { code: task.measure, name: nameOf(measure) ?? coded(task.measure) },
    basis: { title: basis.title, ...(basis.number && { number: basis.number }), article: basis.article },
    until: task.until,
    ...(joint.objection && { objectedOn: joint.objection.filedOn }),
  };
};

/** Only where something was found: else it would tell that the subject is known. */
const differs = (name: string | undefined, known: readonly string[] | undefined): boolean =>
  name !== undefined && known !== undefined && !known.some((other) => comparableText(other) === comparableText(name));

const NOTHING: Standing = { measures: [], seen: [] };

/** The answer on the subject at a place of the request: what binds the decision on it, and nothing else. */
export const answerOn = (
  { asked, found, leads }: LocatedSubject,
  index: number,
  checkId: string,
  findings: Findings,
  idOf: IdOf,
): SubjectAnswer => {
  const { measures: binding, seen } = findings.standings.get(found?.key ?? '') ?? NOTHING;
  const measures = binding.map((measure) => measureView(measure, checkId, findings, idOf));
  const nameDiffers = measures.length > 0 && differs(asked.name, findings.names.get(found?.key ?? ''));
  return {
    view: { index, measures, ...(nameDiffers && { nameDiffers }), ...(leads && { leads: [...leads] }) },
    logged: {
      ...(found?.key !== undefined && { subject: found.key }),
      measures,
      nameDiffers,
      leads: leads?.length ?? 0,
      heads: seen.length,
      position: idOf(canonicalJson(seen)),
    },
  };
};

/** What tells the subjects of a request apart and may be kept: no person's number, nor a name beside what stands for it. */
export const comparableSubject = ({ asked, found }: LocatedSubject): string => {
  const name = asked.name === undefined ? '' : comparableText(asked.name);
  if (found === undefined) return `NAME#${name}`;
  return isPerson(asked) ? found.handle : `${found.handle} ${name}`;
};

const isPerson = ({ document }: AskedSubject): boolean => document !== undefined;
