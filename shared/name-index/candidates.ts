import { GRAM_LENGTH, numberOf, runsOf, wholeGram } from './grams.ts';
import { PAGES, pageAt, pageOf } from './pages.ts';
import type { IndexKey } from './postings.ts';
import { type IndexNotes, type ReadText, readGram } from './read-index.ts';

/** Where names may lie that contain a text. */
export interface Candidates {
  /** Pages of names, those that promise most first; equal index, equal order. */
  readonly pages: readonly string[];
  /** Files that were read to find out. */
  readonly requests: number;
  /** Every gram of the text is hot: the pages are some, beginning anywhere. */
  readonly tooCommon: boolean;
}

/** Grams that are read at most. */
const MOST_GRAMS = 3;
/** So few pages are read rather than another gram: a page has 2 KB, a file of postings several. */
const FEW_PAGES = 3;
/** From so many characters on a text may be somebody's whole name: that costs a file, and saves most others. */
const MAYBE_WHOLE = 6;

/** Whether a normalised text is looked up among initials: letters and digits alone, long enough for a gram of them. */
export const readsAsInitials = (wanted: string): boolean =>
  /^[a-z0-9]+$/.test(wanted) && wanted.length >= GRAM_LENGTH.i;

/** Finds the pages by the grams of a normalised text of two characters or more that are not hot. */
export const candidatesFor = async (wanted: string, notes: IndexNotes, read: ReadText): Promise<Candidates> => {
  const family = readsAsInitials(wanted) ? 'i' : 'g';
  const grams = tellingFirst(runsOf(wanted, GRAM_LENGTH[family])).filter((gram) => !notes.isHot(family, gram));
  const asksWhole = [...wanted].length >= MAYBE_WHOLE || grams.length === 0;
  const whole = asksWhole ? await bearersOf(wanted, notes, read) : [];
  let requests = Number(asksWhole);
  let keys: readonly IndexKey[] | undefined;
  for (const gram of grams.slice(0, whole.length > 0 ? MOST_GRAMS - 1 : MOST_GRAMS)) {
    if (keys && pagesOf(keys).length <= FEW_PAGES) break;
    const having = new Set(await readGram(read, family, gram));
    requests += 1;
    keys = keys ? keys.filter((key) => having.has(key)) : [...having];
  }
  const others = keys ? pagesOf(keys) : pagesFrom(numberOf(wanted));
  return { pages: [...new Set([...pagesOf(whole), ...others])], requests, tooCommon: keys === undefined };
};

/** Whose whole name a text is. */
const bearersOf = async (wanted: string, notes: IndexNotes, read: ReadText): Promise<readonly IndexKey[]> => {
  const gram = wholeGram(wanted);
  return notes.isHot('w', gram) ? [] : readGram(read, 'w', gram);
};

/**
 * Grams of a short text: first and last overlap least. A long one begins with a place and ends with a form, as most
 * names do: what is between tells more.
 */
const tellingFirst = (grams: readonly string[]): readonly string[] => {
  const { length } = grams;
  const places = length < MAYBE_WHOLE ? [0, length - 1] : [length / 3, (2 * length) / 3, length / 2].map(Math.floor);
  return [...new Set([...places.map((at) => grams[at] ?? ''), ...grams])];
};

/** Counted by hand: browsers of before 2024 have no `Map.groupBy`. */
const pagesOf = (keys: readonly IndexKey[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(pageOf(key), (counts.get(pageOf(key)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([path]) => path);
};

/** All pages, from any on: of a text that has hot grams alone, one in some tens of names has each. */
const pagesFrom = (first: number): readonly string[] => Array.from({ length: PAGES }, (_, at) => pageAt(first + at));
