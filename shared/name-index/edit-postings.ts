import type { PostingEdit } from './posting-edits.ts';
import { type IndexKey, readPostings, writePostings } from './postings.ts';

/** Postings by gram, as a file holds them. */
export type Postings = ReadonlyMap<string, string>;

/** A file after edits; `sound` is false if it did not hold what left it. */
export interface EditedPostings {
  readonly postings: Postings;
  readonly sound: boolean;
}

/** Undefined if these are no postings. */
export const readPostingsFile = (bytes: Uint8Array): Postings | undefined => {
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined;
    return new Map(Object.entries(content));
  } catch {
    return undefined;
  }
};

/** The keys of a gram after an edit; undefined if they did not hold what leaves, or held what comes. */
const editedKeys = (keys: readonly IndexKey[], { added, dropped }: PostingEdit) => {
  const all = new Set(keys);
  const known = dropped.filter((key) => all.delete(key)).length === dropped.length;
  const before = all.size;
  for (const key of added) all.add(key);
  return { keys: [...all].sort((a, b) => a - b), sound: known && all.size === before + added.length };
};

/**
 * Edits a file's postings. `hot` has the number of those that have each hot gram of the family: it is counted on, and
 * a gram that more than `hotAbove` have becomes one.
 */
export const editPostings = (
  before: Postings,
  edits: ReadonlyMap<string, PostingEdit>,
  { hot, hotAbove }: { readonly hot: Map<string, number>; readonly hotAbove: number },
): EditedPostings => {
  const postings = new Map(before);
  let sound = true;
  for (const [gram, edit] of edits) {
    const many = hot.get(gram);
    if (many !== undefined) {
      const left = many + edit.added.length - edit.dropped.length;
      if (left > 0) hot.set(gram, left);
      else hot.delete(gram);
      continue;
    }
    const known = readPostings(postings.get(gram) ?? '');
    const { keys, sound: fits } = editedKeys(known ?? [], edit);
    sound = sound && fits && known !== undefined;
    if (keys.length > hotAbove) hot.set(gram, keys.length);
    if (keys.length === 0 || keys.length > hotAbove) postings.delete(gram);
    else postings.set(gram, writePostings(keys));
  }
  return { postings, sound };
};
