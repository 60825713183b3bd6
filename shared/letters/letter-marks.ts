import { type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Letter, Versioned } from './letter.ts';
import type { LetterType } from './letter-type.ts';
import { type LetterIdOf, lettersFrom, type SourcedLetter } from './letters-of.ts';
import duties from './service-duties.json' with { type: 'json' };

/** A letter as a department's list of what is to be served knows it: no subject, no text. */
export interface LetterEntry extends Pick<Letter, 'id' | 'type' | 'department' | 'date'> {
  readonly about: Pick<Letter['about'], 'entity' | 'id' | 'version' | 'key'>;
}

/** What a version means for that list: letters that came up, and those that need no service any more. */
export interface LetterMarks {
  readonly came: readonly LetterEntry[];
  readonly settled: readonly string[];
}

/** Letters of a case that its own steps serve, or make moot. */
const settledByCase = (source: Versioned, idOf: LetterIdOf): readonly string[] => {
  if (source.entity !== 'case') return [];
  const { id, version, effect, change, decision, service } = source.image;
  const isPunishment = effect === 'punishment';
  const draft = isPunishment ? [idOf({ id, version: 1 }, 'prior-notice')] : [];
  const decidedIn = decision?.version;
  const decided = (types: readonly LetterType[]) =>
    decidedIn === undefined ? [] : types.map((type) => idOf({ id, version: decidedIn }, type));
  const decisions = isPunishment ? (['decision'] as const) : (['incentive-decision'] as const);
  const repair = isPunishment ? (['repair-notice'] as const) : [];
  switch (change.action) {
    case 'serve-notice':
      return [...draft, idOf({ id, version }, 'prior-notice')];
    case 'decide':
      return draft;
    case 'serve-decision':
      return decided([...decisions, ...(service?.together ?? [])]);
    case 'end':
      // What was not handed over before is not handed over any more.
      return [...draft, ...decided(service === undefined ? [...decisions, ...repair] : [])];
    default:
      return [];
  }
};

const REPAIR_NOTICE_FROM = calendarDate(duties.repairNotice.from);

/** A notice on how to repair what was decided before it had to go with the decision is at the door, and owed by nobody. */
const isOwed = ({ type, source }: SourcedLetter): boolean =>
  type !== 'repair-notice' || source.entity !== 'record' || source.image.decisionDate >= REPAIR_NOTICE_FROM;

/** What a version of a head means for the list of letters to be served; each under an id that follows from it. */
export const letterMarks = (source: Versioned, idOf: LetterIdOf): LetterMarks => {
  const letters = lettersFrom(source, idOf);
  return {
    came: letters.map(({ id, type, department, date, about }) => ({ id, type, department, date, about })),
    settled: [...letters.filter((letter) => !isOwed(letter)).map(({ id }) => id), ...settledByCase(source, idOf)],
  };
};

/** Position in a department's list: day of the letter and id. */
export const LETTER_POSITION = /^\d{4}-\d\d-\d\d#[\w-]{22}$/;

export const letterPosition = ({ date, id }: { readonly date: CalendarDate; readonly id: string }): string =>
  `${date}#${id}`;
