import type { Label } from '../kernel/label.ts';
import type { NameLeadStore } from '../subjects/name-lead-store.ts';
import type { SubjectFinder } from '../subjects/subject-finder-store.ts';
import { answerOn, comparableSubject, type IdOf, type SubjectAnswer } from './answers.ts';
import type { AskedSubject } from './asked-subject.ts';
import type { Question } from './binding.ts';
import type { Editions, EditionsInForce } from './editions-store.ts';
import type { KnownHeads } from './known-heads-store.ts';
import { type LocatedSubject, locate } from './locate.ts';
import { type BindingMeasure, type Standing, standings } from './standing.ts';

/** What a check reads; it writes nothing of it. */
export interface CheckSources {
  readonly finder: SubjectFinder;
  readonly leads: Pick<NameLeadStore, 'find'>;
  readonly heads: KnownHeads;
  readonly editions: Editions;
  readonly idOf: IdOf;
}

/** A check as it was read at one moment. */
export interface CheckReading {
  readonly answers: readonly SubjectAnswer[];
  /** Comparable subjects, in their order. */
  readonly subjects: readonly string[];
  readonly editions: EditionsInForce;
  /** The measures that were answered, as they were read. */
  readonly bound: readonly BindingMeasure[];
}

const bindingIn = (found: ReadonlyMap<string, Standing>): readonly BindingMeasure[] =>
  [...found.values()].flatMap(({ measures }) => measures);

const nameKey = ({ task, joint }: BindingMeasure): string => `${joint.decision?.editions.measures} ${task.measure}`;

/** Each measure's name as the edition has it by which it was decided; editions are read one after another, then they are known. */
const measureNames = async (
  editions: Editions,
  measures: readonly BindingMeasure[],
): Promise<ReadonlyMap<string, Label | undefined>> => {
  const names = new Map<string, Label | undefined>();
  for (const measure of measures) {
    const edition = measure.joint.decision?.editions.measures;
    if (edition === undefined || names.has(nameKey(measure))) continue;
    names.set(nameKey(measure), await editions.nameOf('measures', edition, measure.task.measure));
  }
  return names;
};

/** Only of subjects on whom something binds: of others no name is compared. */
const keysToName = (located: readonly LocatedSubject[], found: ReadonlyMap<string, Standing>): readonly string[] =>
  located.flatMap(({ asked, found: subject }) => {
    const key = subject?.key;
    const isFound = key !== undefined && (found.get(key)?.measures.length ?? 0) > 0;
    return isFound && asked.name !== undefined ? [key] : [];
  });

/** Reads what binds the decision on each subject. */
export const readCheck = async (
  sources: CheckSources,
  checkId: string,
  asked: readonly AskedSubject[],
  question: Question,
): Promise<CheckReading> => {
  const { heads, editions, idOf } = sources;
  const located = await locate(sources, asked);
  const keys = located.flatMap(({ found }) => found?.key ?? []);
  const [found, inForce] = await Promise.all([standings(heads, keys, question), editions.inForce(question.today)]);
  const [measures, names] = await Promise.all([
    measureNames(editions, bindingIn(found)),
    heads.names(keysToName(located, found)),
  ]);
  const findings = { standings: found, names, nameOf: (measure: BindingMeasure) => measures.get(nameKey(measure)) };
  return {
    answers: located.map((subject, index) => answerOn(subject, index, checkId, findings, idOf)),
    subjects: located.map(comparableSubject),
    editions: inForce,
    bound: bindingIn(found),
  };
};
