import type { JointCase } from '../cases/joint-case.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { InstrumentStore } from '../instruments/instrument-store.ts';
import { beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { EditionOf, ListName } from '../lists/edition.ts';
import type { EditionReader } from '../lists/edition-store.ts';
import { versionsOf } from '../register/versions.ts';
import { type LetterLists, type LetterNames, letterNames } from './letter-names.ts';
import type { SourcedLetter } from './letters-of.ts';

/** What a letter calls things: by the lists and texts as they were when it came up, whatever was changed since. */
export type NamesFor = (letter: SourcedLetter) => Promise<LetterNames>;

const NOTHING: LetterLists = { behaviours: [], measures: [], instruments: new Map() };

/** Instruments read at a time. */
const AT_ONCE = 8;

/** The case, or what stands for it: where the lists are to be looked up, and which entries are meant. */
interface Asked {
  readonly editions?: { readonly behaviours: number; readonly measures: number };
  readonly day: CalendarDate;
  readonly at: Instant;
  readonly behaviour: string;
  readonly cited: readonly string[];
}

const ofCase = ({ decision, proposedAt, behaviour, responsibility }: JointCase): Asked => ({
  ...(decision && { editions: decision.editions }),
  day: beijingDate(proposedAt),
  at: proposedAt,
  behaviour,
  cited: [
    ...(decision?.measures.map(({ basis }) => basis) ?? []),
    ...(decision?.exemption ? [decision.exemption.basis] : []),
    ...(responsibility ? [responsibility.classBasis] : []),
  ],
});

/** What has to be looked up for a letter: nothing, where it is about a record alone. */
const askedBy = ({ source, date, at }: SourcedLetter): Asked | undefined => {
  if (source.entity === 'case') return ofCase(source.image);
  if (source.entity === 'record' || source.image.target.type === 'record') return undefined;
  return { day: date, at, behaviour: source.image.target.kind, cited: [] };
};

export const letterNamesStore = (deps: {
  readonly editions: Pick<EditionReader, 'on' | 'numbered'>;
  readonly instruments: Pick<InstrumentStore, 'get' | 'history'>;
}): NamesFor => {
  /** The edition of a day as it was at a moment: one that was published later on that day is not meant. */
  const editionAt = async <List extends ListName>(
    list: List,
    day: CalendarDate,
    at: Instant,
  ): Promise<EditionOf<List> | undefined> => {
    const edition = await deps.editions.on(list, day);
    if (edition === undefined || edition.change.at <= at) return edition;
    return deps.editions.numbered(list, edition.edition - 1);
  };

  /** An entry of the register of instruments as it read at a moment. */
  const asOf = async (instrument: Instrument, at: Instant): Promise<Instrument> => {
    if (instrument.change.at <= at) return instrument;
    const versions = await versionsOf(deps.instruments, instrument);
    return versions.findLast(({ change }) => change.at <= at) ?? instrument;
  };

  return async (letter) => {
    const asked = askedBy(letter);
    if (asked === undefined) return letterNames(NOTHING, letter.date);
    const { editions, day, at, behaviour, cited } = asked;
    const [behaviours, measures] = await Promise.all([
      editions ? deps.editions.numbered('behaviours', editions.behaviours) : editionAt('behaviours', day, at),
      editions ? deps.editions.numbered('measures', editions.measures) : editionAt('measures', day, at),
    ]);
    const meant = behaviours?.entries.filter(({ code }) => code === behaviour) ?? [];
    const entries = measures?.entries ?? [];
    const codes = new Set([...cited, ...[...meant, ...entries].flatMap(({ bases }) => bases)]);
    const found = await deps.instruments.get([...codes]);
    const instruments = await concurrently(AT_ONCE, found.values(), (one) => asOf(one, letter.at));
    const byCode = new Map(instruments.map((one) => [one.code, one]));
    return letterNames({ behaviours: meant, measures: entries, instruments: byCode }, letter.date);
  };
};
