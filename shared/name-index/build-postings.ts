import { type Family, gramFile } from './grams.ts';
import { nameGrams } from './name-grams.ts';
import type { NameRow } from './pages.ts';
import { type IndexKey, postingsText, writePostings } from './postings.ts';

/** A row of a page and the key of whose it is. */
export interface KeyedRow {
  readonly key: IndexKey;
  readonly row: NameRow;
}

/** How many organisations have each hot gram. */
export type HotGrams = Readonly<Record<string, number>>;

/** The files of a family as they are for all names, and its hot grams, which lie in no file. */
export interface BuiltPostings {
  readonly files: Iterable<readonly [path: string, text: string]>;
  readonly hot: HotGrams;
}

/** A gram while it is counted: how many have it, the last of them, and where its keys begin. */
interface Count {
  readonly gram: string;
  keys: number;
  last: IndexKey;
  from: number;
}

/**
 * Builds a family's files from all rows, sorted by key. Two passes, so that memory stays within some 100 bytes a
 * name: one counts each gram, the other writes its keys where they belong.
 */
export const buildPostings = (family: Family, names: Iterable<KeyedRow>, hotAbove: number): BuiltPostings => {
  const counts = new Map<string, Count>();
  for (const { key, row } of names) {
    for (const gram of nameGrams[family](row)) {
      const count = counts.get(gram);
      if (count === undefined) counts.set(gram, { gram, keys: 1, last: key, from: 0 });
      else if (count.last !== key) {
        count.keys += 1;
        count.last = key;
      }
    }
  }
  const hot: Record<string, number> = {};
  let total = 0;
  for (const count of counts.values()) {
    if (count.keys > hotAbove) hot[count.gram] = count.keys;
    if (count.keys > hotAbove) counts.delete(count.gram);
    else {
      count.from = total;
      total += count.keys;
    }
  }
  const keys = fill(family, names, counts, total);
  return { files: written(family, counts, keys), hot };
};

const fill = (
  family: Family,
  names: Iterable<KeyedRow>,
  counts: ReadonlyMap<string, Count>,
  total: number,
): Uint32Array => {
  const keys = new Uint32Array(total);
  for (const count of counts.values()) count.keys = 0;
  for (const { key, row } of names) {
    for (const gram of nameGrams[family](row)) {
      const count = counts.get(gram);
      if (count === undefined || (count.keys > 0 && keys[count.from + count.keys - 1] === key)) continue;
      keys[count.from + count.keys] = key;
      count.keys += 1;
    }
  }
  return keys;
};

/** File by file, each made when it is asked for. */
const written = function* (
  family: Family,
  counts: ReadonlyMap<string, Count>,
  keys: Uint32Array,
): Generator<readonly [path: string, text: string]> {
  const files = new Map<string, Count[]>();
  for (const count of counts.values()) {
    const path = gramFile(family, count.gram);
    const file = files.get(path);
    if (file) file.push(count);
    else files.set(path, [count]);
  }
  for (const [path, file] of files) {
    const postings = file.map(
      ({ gram, from, keys: length }) => [gram, writePostings(keys.subarray(from, from + length))] as const,
    );
    yield [path, postingsText(new Map(postings))];
  }
};
