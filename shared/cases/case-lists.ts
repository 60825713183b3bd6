import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Behaviour } from '../lists/behaviour.ts';
import type { EditionOf } from '../lists/edition.ts';
import type { Instruments } from '../lists/fitting.ts';
import type { Measure } from '../lists/measure.ts';

/** What the two lists and the register of instruments say on a day; an edition 0 is none. */
export interface ListsOnDay {
  readonly day: CalendarDate;
  readonly behaviours: Pick<EditionOf<'behaviours'>, 'edition' | 'entries'>;
  readonly measures: Pick<EditionOf<'measures'>, 'edition' | 'entries'>;
  readonly instruments: Instruments;
}

/** The behaviour of a code, if it stands on the list. */
export const listedBehaviour = ({ behaviours }: ListsOnDay, code: string): Behaviour | undefined =>
  behaviours.entries.find((behaviour) => behaviour.code === code);

/** The measure of a code among entries of the list. */
export const listedMeasure = (entries: readonly Measure[], code: string): Measure | undefined =>
  entries.find((measure) => measure.code === code);

/** Where the lists and the register of instruments are read. */
export interface CaseLists {
  /** What is in force on a day. */
  on(day: CalendarDate): Promise<ListsOnDay>;
  /** The lists of the editions that a decision names, whatever replaced them, with the instruments as they are now. */
  of(editions: { readonly behaviours: number; readonly measures: number }): Promise<Omit<ListsOnDay, 'day'>>;
}
