import { FAMILIES, type Family, gramFile } from './grams.ts';
import { nameGrams } from './name-grams.ts';
import type { NameRow } from './pages.ts';
import type { IndexKey } from './postings.ts';

/** The keys that come to a gram and those that leave it. */
export interface PostingEdit {
  readonly family: Family;
  readonly added: IndexKey[];
  readonly dropped: IndexKey[];
}

/** Edits by file and gram. */
export type PostingEdits = Map<string, Map<string, PostingEdit>>;

const editOf = (edits: PostingEdits, family: Family, gram: string): PostingEdit => {
  const path = gramFile(family, gram);
  const file = edits.get(path) ?? new Map<string, PostingEdit>();
  edits.set(path, file);
  const edit = file.get(gram) ?? { family, added: [], dropped: [] };
  file.set(gram, edit);
  return edit;
};

/** Notes what changes for a key, whose rows are all those of its organisations: two of them may share a key. */
export const notePostings = (
  edits: PostingEdits,
  key: IndexKey,
  { before, after }: { readonly before: readonly NameRow[]; readonly after: readonly NameRow[] },
): void => {
  for (const family of FAMILIES) {
    const old = new Set<string>(before.flatMap(nameGrams[family]));
    const now = new Set<string>(after.flatMap(nameGrams[family]));
    for (const gram of now) if (!old.has(gram)) editOf(edits, family, gram).added.push(key);
    for (const gram of old) if (!now.has(gram)) editOf(edits, family, gram).dropped.push(key);
  }
};

/** What leaves alone. */
export const droppedIn = (edits: PostingEdits): PostingEdits => {
  const found: PostingEdits = new Map();
  for (const [path, grams] of edits) {
    const dropping = [...grams].filter(([, { dropped }]) => dropped.length > 0);
    if (dropping.length > 0) found.set(path, new Map(dropping.map(([gram, edit]) => [gram, { ...edit, added: [] }])));
  }
  return found;
};
