import { FAMILIES, type Family, FILE_BITS, fileNumberOf, gramFile } from './grams.ts';
import { readLarge } from './large-files.ts';
import type { NameRow } from './pages.ts';
import { type IndexKey, readPostings } from './postings.ts';

/** Reads a public file as text; undefined if there is none. What it throws is passed on. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** What a reader needs of `names.json`. */
export interface IndexNotes {
  /** Whether all names are in the index. */
  readonly complete: boolean;
  isHot(family: Family, gram: string): boolean;
  /** The file in which a gram's postings lie. */
  fileOf(family: Family, gram: string): string;
  /** Whether that file is large, as far as it is known: only bigrams have others beside them to choose from. */
  isLarge(family: Family, gram: string): boolean;
}

/** Until the index of an older release is built anew: its files of initials were as many as the others. */
const FORMER_BITS = 12;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readObject = async (read: ReadText, path: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
  const text = await read(path);
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new SyntaxError(`${path} is no object`);
  return value;
};

/** Undefined if there is no index. Throws a SyntaxError if it is none that this knows. */
export const readNotes = async (read: ReadText): Promise<IndexNotes | undefined> => {
  const notes = await readObject(read, 'names.json');
  if (notes === undefined) return undefined;
  const { format, complete, hot, large } = notes;
  if ((format !== 1 && format !== 2) || !isObject(hot)) throw new SyntaxError('names.json is of another format');
  const grams = new Map(FAMILIES.map((family) => [family, gramsIn(hot[family])]));
  const largeFiles = readLarge(large);
  return {
    complete: complete === true,
    isHot: (family, gram) => grams.get(family)?.has(gram) ?? false,
    fileOf: (family, gram) => gramFile(family, gram, format === 1 ? FORMER_BITS : FILE_BITS[family]),
    isLarge: (family, gram) => family === 'g' && largeFiles.has(fileNumberOf(gram, FILE_BITS.g)),
  };
};

/** A list of grams; of an older release, their numbers by gram. */
const gramsIn = (hot: unknown): ReadonlySet<unknown> => {
  if (Array.isArray(hot)) return new Set(hot);
  return new Set(isObject(hot) ? Object.keys(hot) : []);
};

/** The keys of a gram, in the file where its postings lie; none if no name has it. Throws a SyntaxError if the file is damaged. */
export const readGram = async (read: ReadText, path: string, gram: string): Promise<readonly IndexKey[]> => {
  const postings = (await readObject(read, path)) ?? {};
  const text = Object.hasOwn(postings, gram) ? postings[gram] : '';
  const keys = typeof text === 'string' ? readPostings(text) : undefined;
  if (keys === undefined) throw new SyntaxError(`${path} is damaged`);
  return keys;
};

const isRow = (value: unknown): value is NameRow =>
  Array.isArray(value) && value.length >= 3 && value.every((cell) => typeof cell === 'string');

/** The rows of a page; none if there is no such page. Throws a SyntaxError if it is damaged. */
export const readPage = async (read: ReadText, path: string): Promise<readonly NameRow[]> => {
  const { names } = (await readObject(read, path)) ?? { names: [] };
  if (!Array.isArray(names) || !names.every(isRow)) throw new SyntaxError(`${path} is damaged`);
  return names;
};
