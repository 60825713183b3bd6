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

/** Whether a normalised text is looked up among initials: letters and digits alone, long enough for a gram of them. */
export const readsAsInitials = (wanted: string): boolean =>
  /^[a-z0-9]+$/.test(wanted) && wanted.length >= GRAM_LENGTH.i;

/** Finds the pages by the grams of a normalised text of two characters or more that are not hot. */
export const candidatesFor = async (wanted: string, notes: IndexNotes, read: ReadText): Promise<Candidates> => {
  const family = readsAsInitials(wanted) ? 'i' : 'g';
  const grams = runsOf(wanted, GRAM_LENGTH[family]).filter((gram) => !notes.isHot(family, gram));
  // First and last overlap least, so that both together say most.
  const last = grams.at(-1);
  const inOrder = [...new Set([...grams.slice(0, 1), ...(last ? [last] : []), ...grams.slice(1)])];
  let keys: readonly IndexKey[] | undefined;
  let requests = 0;
  for (const gram of inOrder.slice(0, MOST_GRAMS)) {
    if (keys && pagesOf(keys).length <= FEW_PAGES) break;
    const having = new Set(await readGram(read, family, gram));
    requests += 1;
    keys = keys ? keys.filter((key) => having.has(key)) : [...having];
  }
  return keys ? { pages: pagesOf(keys), requests, tooCommon: false } : anywhere(wanted, notes, read);
};

/** Counted by hand: browsers of before 2024 have no `Map.groupBy`. */
const pagesOf = (keys: readonly IndexKey[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(pageOf(key), (counts.get(pageOf(key)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([path]) => path);
};

/**
 * A text that has hot grams alone: whose whole name it is, by its hash; then any pages, as one in some tens of names
 * has such a gram.
 */
const anywhere = async (wanted: string, notes: IndexNotes, read: ReadText): Promise<Candidates> => {
  const whole = wholeGram(wanted);
  const keys = notes.isHot('w', whole) ? [] : await readGram(read, 'w', whole);
  const first = numberOf(wanted) % PAGES;
  const all = Array.from({ length: PAGES }, (_, at) => pageAt(first + at));
  return { pages: [...new Set([...pagesOf(keys), ...all])], requests: 1, tooCommon: true };
};
