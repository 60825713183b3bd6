import { SUBJECT_CATEGORY_WORDS } from '../subjects/subject.ts';
import { initialsOf } from './initials.ts';
import { initialsText } from './initials-pattern.ts';
import { normaliseName } from './normalise.ts';
import type { NameRow } from './pages.ts';

/** What stands for the name of a trader who has none but the operator's (public-projection.ts): it names nobody. */
const NO_NAME = normaliseName(SUBJECT_CATEGORY_WORDS['sole-trader']);

interface Named {
  readonly name: string;
  /** Undefined while an entry without an end bears the name. */
  readonly until: string | undefined;
}

/** What the index reads of a public entry. */
export interface NamingEntry {
  readonly fields: Readonly<Record<string, unknown>>;
}

const textIn = ({ fields }: NamingEntry, field: string): string | undefined => {
  const value = fields[field];
  return typeof value === 'string' ? value : undefined;
};

const later = (a: string | undefined, b: string | undefined): string | undefined => {
  if (a === undefined || b === undefined) return undefined;
  return a > b ? a : b;
};

/**
 * The rows of an organisation on its page of names: a row for each name that its public entries bear, sorted by name.
 * Names that are spelt in other widths or brackets alone are one name.
 */
export const rowsOf = (code: string, entries: readonly NamingEntry[]): readonly NameRow[] => {
  const names = new Map<string, Named>();
  for (const entry of entries) {
    const name = textIn(entry, 'subjectName') ?? '';
    const normalised = normaliseName(name);
    if (normalised === '' || normalised === NO_NAME) continue;
    const until = textIn(entry, 'publicUntil');
    const known = names.get(normalised);
    names.set(
      normalised,
      known ? { name: name < known.name ? name : known.name, until: later(known.until, until) } : { name, until },
    );
  }
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([normalised, { name, until }]) => {
      const row = [code, name, initialsText(initialsOf(normalised))] as const;
      return until === undefined ? row : [...row, until];
    });
};
