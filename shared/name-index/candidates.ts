import { type Family, GRAM_LENGTH, numberOf, runsOf, wholeGram } from './grams.ts';
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

/** Grams that are read at most, and those before it is asked whether a text is a whole name. */
const MOST_GRAMS = 3;
const FIRST_GRAMS = 2;
/** So few pages are read rather than another gram: a page has 2 KB, a file of postings several. */
const FEW_PAGES = 3;
/** From so many characters on a text may be somebody's whole name: a file says whose, where many names have its grams. */
const MAYBE_WHOLE = 6;

/** Whether a normalised text is looked up among initials: letters and digits alone, long enough for a gram of them. */
export const readsAsInitials = (wanted: string): boolean =>
  /^[a-z0-9]+$/.test(wanted) && wanted.length >= GRAM_LENGTH.i;

/** Finds the pages by the grams of a normalised text of two characters or more that are not hot. */
export const candidatesFor = async (wanted: string, notes: IndexNotes, read: ReadText): Promise<Candidates> => {
  const family = readsAsInitials(wanted) ? 'i' : 'g';
  let requests = 0;
  const keysOf = async (of: Family, gram: string): Promise<readonly IndexKey[]> => {
    if (notes.isHot(of, gram)) return [];
    requests += 1;
    return readGram(read, notes.fileOf(of, gram), gram);
  };
  const narrowed = async (keys: Keys, grams: readonly string[]): Promise<Keys> => {
    const [gram, ...others] = grams;
    if (gram === undefined || isFew(keys)) return keys;
    const having = new Set(await keysOf(family, gram));
    return narrowed(keys ? keys.filter((key) => having.has(key)) : [...having], others);
  };
  const grams = tellingFirst(runsOf(wanted, GRAM_LENGTH[family])).filter((gram) => !notes.isHot(family, gram));
  const smallFirst = grams.sort((a, b) => Number(notes.isLarge(family, a)) - Number(notes.isLarge(family, b)));
  const first = await narrowed(undefined, smallFirst.slice(0, FIRST_GRAMS));
  const maybeWhole = family === 'g' && [...wanted].length >= MAYBE_WHOLE && !isFew(first);
  const whole = maybeWhole || first === undefined ? await keysOf('w', wholeGram(wanted)) : [];
  const keys = whole.length > 0 ? first : await narrowed(first, smallFirst.slice(FIRST_GRAMS, MOST_GRAMS));
  const others = keys ? pagesOf(keys) : pagesFrom(numberOf(wanted));
  return { pages: [...new Set([...pagesOf(whole), ...others])], requests, tooCommon: keys === undefined };
};

/** Undefined: of everybody. */
type Keys = readonly IndexKey[] | undefined;

const isFew = (keys: Keys): boolean => keys !== undefined && pagesOf(keys).length <= FEW_PAGES;

/**
 * Grams of a short text: first and last overlap least. A long one begins with a place and ends with a form, as most
 * names do: what is between tells more.
 */
const tellingFirst = (grams: readonly string[]): string[] => {
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
