import { addMonths } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Behaviour } from '../lists/behaviour.ts';
import { openingBases } from '../lists/fitting.ts';
import type { Measure } from '../lists/measure.ts';
import { type ListsOnDay, listedMeasure } from './case-lists.ts';
import { measureFailures, repeated } from './chosen-measures.ts';
import type { MeasureSubmission, SustainedDecision } from './decision-submission.ts';
import type { DecidedMeasure, JointCase } from './joint-case.ts';
import { initiableBehaviour } from './proposal.ts';
import { classFailures } from './responsibility.ts';

const basisFailures = (
  pointer: string,
  measure: Measure,
  { basis }: MeasureSubmission,
  { instruments, day }: ListsOnDay,
): readonly Failure[] =>
  openingBases(measure, instruments, day).includes(basis)
    ? []
    : [{ kind: 'basis-not-in-force', pointer: `${pointer}/basis`, parameters: { name: measure.name, day } }];

const termFailures = (
  pointer: string,
  { term }: Measure,
  { months }: MeasureSubmission,
  { decidedOn, listedUntil }: SustainedDecision,
): readonly Failure[] => {
  if (months < term.minMonths || months > term.maxMonths) {
    const parameters = { min: term.minMonths, max: term.maxMonths };
    return [{ kind: 'term-out-of-bounds', pointer: `${pointer}/months`, parameters }];
  }
  const until = addMonths(decidedOn, months);
  return until > listedUntil
    ? [{ kind: 'measure-outlasts-listing', pointer: `${pointer}/months`, parameters: { until, listedUntil } }]
    : [];
};

const oneFailures = (
  index: number,
  jointCase: JointCase,
  submission: SustainedDecision,
  { behaviour, lists }: { readonly behaviour: Behaviour; readonly lists: ListsOnDay },
): readonly Failure[] => {
  const pointer = `/measures/${index}`;
  const chosen = submission.measures[index];
  if (chosen === undefined) return [];
  const { notice, proposed, subject, responsibility } = jointCase;
  if (!(notice?.measures ?? proposed).includes(chosen.measure)) {
    const name = listedMeasure(lists.measures.entries, chosen.measure)?.name ?? chosen.measure;
    return [{ kind: 'measure-not-in-notice', pointer: `${pointer}/measure`, parameters: { name } }];
  }
  const addressee = {
    category: subject.category,
    ...(responsibility && { responsibleClass: responsibility.class }),
  };
  const unfit = measureFailures(`${pointer}/measure`, chosen.measure, { behaviour, addressee, lists });
  const measure = listedMeasure(lists.measures.entries, chosen.measure);
  if (measure === undefined || unfit.length > 0) return unfit;
  return [...basisFailures(pointer, measure, chosen, lists), ...termFailures(pointer, measure, chosen, submission)];
};

/** The measures as decided, or what is wrong with them by the lists and instruments of the decision's day. */
export const decideMeasures = (
  jointCase: JointCase,
  submission: SustainedDecision,
  lists: ListsOnDay,
): Result<readonly DecidedMeasure[], Failures> => {
  const listed = initiableBehaviour(jointCase.behaviour, jointCase.department, lists);
  // The behaviour is the case's and no part of the request: the refusal points nowhere.
  if (!listed.ok) return fail([withoutPointer(listed.failure[0])]);
  const { responsibility } = jointCase;
  const unnamed = responsibility === undefined ? [] : classFailures(listed.value, responsibility, lists);
  if (isRefused(unnamed)) return fail([withoutPointer(unnamed[0])]);
  const { measures, decidedOn } = submission;
  const codes = measures.map(({ measure }) => measure);
  const failures = [
    ...repeated(codes, (index) => `/measures/${index}/measure`),
    ...measures.flatMap((_, index) => oneFailures(index, jointCase, submission, { behaviour: listed.value, lists })),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(
    measures.map(({ measure, basis, months }) => ({
      measure,
      basis,
      from: decidedOn,
      until: addMonths(decidedOn, months),
    })),
  );
};

const withoutPointer = ({ kind, parameters }: Failure): Failure => ({ kind, ...(parameters && { parameters }) });
