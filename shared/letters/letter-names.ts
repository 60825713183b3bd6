import { decisionType } from '../checks/decision-types.ts';
import { type Instrument, opens } from '../instruments/instrument.ts';
import { OPENING_RANKS } from '../instruments/ranks.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Behaviour } from '../lists/behaviour.ts';
import { type Instruments, openingBases } from '../lists/fitting.ts';
import type { Measure } from '../lists/measure.ts';
import { asWritten } from './wording.ts';

/** What the lists of a letter's own editions call things, and on what they rest. */
export interface LetterLists {
  readonly behaviours: readonly Behaviour[];
  readonly measures: readonly Measure[];
  readonly instruments: Instruments;
}

/** A measure as a letter tells of it. */
export interface NamedMeasure {
  readonly name: Label;
  readonly bases: readonly Label[];
  /** The decisions that it touches. */
  readonly decisionTypes: readonly Label[];
  readonly term?: Measure['term'];
}

/** An article of a text, as it is cited: 《政府采购法》第二十二条. */
const cited = ({ title, number, article }: Instrument): Label => ({
  zh: `《${title.zh}》${number === undefined ? '' : `（${number}）`}${article.zh}`,
  en: `${title.en}${number === undefined ? '' : ` (${number})`}, ${article.en}`,
});

/** What letters call behaviours, measures and bases by code; what the lists do not know is called by its code. */
export const letterNames = ({ behaviours, measures, instruments }: LetterLists, day: CalendarDate) => {
  const basis = (code: string): Label => {
    const instrument = instruments.get(code);
    return instrument === undefined ? asWritten(code) : cited(instrument);
  };
  return {
    basis,
    behaviour: (code: string): Label => behaviours.find((one) => one.code === code)?.name ?? asWritten(code),
    /** The bases that carry a behaviour on the letter's day. */
    behaviourBases: (code: string): readonly Label[] =>
      (behaviours.find((one) => one.code === code)?.bases ?? [])
        .filter((one) => {
          const instrument = instruments.get(one);
          return instrument !== undefined && opens(instrument, OPENING_RANKS, day);
        })
        .map(basis),
    measure: (code: string): NamedMeasure => {
      const measure = measures.find((one) => one.code === code);
      if (measure === undefined) return { name: asWritten(code), bases: [], decisionTypes: [] };
      return {
        name: measure.name,
        bases: openingBases(measure, instruments, day).map(basis),
        decisionTypes: measure.binds.map((type) => decisionType(type)?.matter ?? asWritten(type)),
        term: measure.term,
      };
    },
  };
};
export type LetterNames = ReturnType<typeof letterNames>;
