import { FAMILIES, type Family, gramFile } from './grams.ts';
import type { NameRow } from './pages.ts';
import { type IndexKey, readPostings } from './postings.ts';

/** Reads a public file as text; undefined if there is none. What it throws is passed on. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** What a reader needs of `names.json`. */
export interface IndexNotes {
  /** Whether all names are in the index. */
  readonly complete: boolean;
  isHot(family: Family, gram: string): boolean;
}

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
  const { format, complete, hot } = notes;
  if (format !== 1 || !isObject(hot)) throw new SyntaxError('names.json is of another format');
  const grams = new Map(FAMILIES.map((family) => [family, isObject(hot[family]) ? hot[family] : {}]));
  return { complete: complete === true, isHot: (family, gram) => Object.hasOwn(grams.get(family) ?? {}, gram) };
};

/** The keys of a gram; none if no name has it. Throws a SyntaxError if the file is damaged. */
export const readGram = async (read: ReadText, family: Family, gram: string): Promise<readonly IndexKey[]> => {
  const path = gramFile(family, gram);
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
