import type { Failure } from '../kernel/failure.ts';
import type { Behaviour } from '../lists/behaviour.ts';
import { type Addressee, fits, openingBases } from '../lists/fitting.ts';
import { type ListsOnDay, listedMeasure } from './case-lists.ts';

/** For which behaviour and on whom measures are chosen, by the lists of a day. */
export interface Choice {
  readonly behaviour: Behaviour;
  readonly addressee: Addressee;
  readonly lists: ListsOnDay;
}

/** What is wrong with a measure that was chosen: no basis carries it that day, or it is none of those that are offered. */
export const measureFailures = (
  pointer: string,
  code: string,
  { behaviour, addressee, lists: { measures, instruments, day } }: Choice,
): readonly Failure[] => {
  const measure = listedMeasure(measures.entries, code);
  if (measure !== undefined && fits(measure, { behaviour, addressee, instruments, day })) return [];
  const isCarried = measure === undefined || openingBases(measure, instruments, day).length > 0;
  return [
    {
      kind: isCarried ? 'measure-not-fitting' : 'basis-not-in-force',
      pointer,
      parameters: { name: measure?.name ?? code, day },
    },
  ];
};

/** What stands twice in a list of codes. */
export const repeated = (codes: readonly string[], pointerTo: (index: number) => string): readonly Failure[] =>
  codes.flatMap((code, index) =>
    codes.indexOf(code) === index ? [] : [{ kind: 'duplicate-code', pointer: pointerTo(index), parameters: { code } }],
  );

/** What is wrong with the measures of a proposal. */
export const chosenMeasures = (codes: readonly string[], choice: Choice): readonly Failure[] => [
  ...repeated(codes, (index) => `/measures/${index}`),
  ...codes.flatMap((code, index) => measureFailures(`/measures/${index}`, code, choice)),
];
