import { type Instrument, opens } from '../instruments/instrument.ts';
import { OPENING_RANKS } from '../instruments/ranks.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { SubjectCategory } from '../subjects/subject.ts';
import type { Behaviour } from './behaviour.ts';
import type { ResponsibleClass } from './entry.ts';
import type { Measure } from './measure.ts';

/** The register of instruments by code, as it was read for a question. */
export type Instruments = ReadonlyMap<string, Instrument>;

/** Whether a case may rest on a behaviour that day: it is usable, and a basis of it is approved, in force and of a rank that carries. */
export const behaviourStands = (behaviour: Behaviour, instruments: Instruments, day: CalendarDate): boolean =>
  behaviour.usable === true &&
  behaviour.bases.some((code) => {
    const instrument = instruments.get(code);
    return instrument !== undefined && opens(instrument, OPENING_RANKS, day);
  });

/** Whether a text in force that day, of a rank that carries, names this class of responsible persons for the behaviour (I12). */
export const namesClass = (
  behaviour: Behaviour,
  responsibleClass: ResponsibleClass,
  instruments: Instruments,
  day: CalendarDate,
): boolean =>
  (behaviour.persons ?? []).some(({ class: named, basis }) => {
    const instrument = instruments.get(basis);
    return named === responsibleClass && instrument !== undefined && opens(instrument, OPENING_RANKS, day);
  });

/** Codes of the instruments that carry a measure that day: approved, in force, of a rank that it needs. */
export const openingBases = (
  measure: Pick<Measure, 'bases' | 'neededRanks'>,
  instruments: Instruments,
  day: CalendarDate,
): readonly string[] =>
  measure.bases.filter((code) => {
    const instrument = instruments.get(code);
    return instrument !== undefined && opens(instrument, measure.neededRanks, day);
  });

/** On whom a measure would be: a subject itself, or a responsible person of one, by the class that a law names. */
export interface Addressee {
  readonly category: SubjectCategory;
  readonly responsibleClass?: ResponsibleClass;
}

const fitsAddressee = ({ appliesTo }: Measure, { category, responsibleClass }: Addressee): boolean => {
  if (responsibleClass !== undefined) {
    return category === 'person' && appliesTo.responsibleClasses.includes(responsibleClass);
  }
  if (category === 'organisation') return appliesTo.organisations;
  return category === 'sole-trader' ? appliesTo.soleTraders : appliesTo.persons;
};

/** What is asked: a behaviour, on whom, and the instruments as they are known on the day. */
export interface FittingQuestion {
  readonly behaviour: Behaviour;
  readonly addressee: Addressee;
  readonly instruments: Instruments;
  readonly day: CalendarDate;
}

/** Whether a measure may be chosen: same effect, field and behaviour, for such a subject, and carried by a basis that day. */
export const fits = (measure: Measure, { behaviour, addressee, instruments, day }: FittingQuestion): boolean =>
  measure.usable === true &&
  measure.effect === behaviour.effect &&
  (measure.fields === 'all' || measure.fields.includes(behaviour.field)) &&
  (measure.behaviours === undefined || measure.behaviours.includes(behaviour.code)) &&
  fitsAddressee(measure, addressee) &&
  (addressee.responsibleClass === undefined || namesClass(behaviour, addressee.responsibleClass, instruments, day)) &&
  behaviourStands(behaviour, instruments, day) &&
  openingBases(measure, instruments, day).length > 0;

/** The measures that are offered for a behaviour and an addressee that day; no other may be chosen (I1). */
export const fittingMeasures = (
  question: FittingQuestion & { readonly measures: readonly Measure[] },
): readonly Measure[] => question.measures.filter((measure) => fits(measure, question));
