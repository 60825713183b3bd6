import type { Change } from './change.ts';
import { byPublicId, type PublicEntry } from './entry.ts';
import type { Published } from './entry-state.ts';

/** What changes in one file: the ids of entries that leave it, and the entries that come. */
export interface Edit {
  readonly removed: Set<string>;
  readonly placed: PublicEntry[];
  /** Codes of the organisations that these entries are about, as far as they are noted. */
  readonly codes: Set<string>;
}

/** An edit that leaves all entries where they are. */
export const noEdit = (): Edit => ({ removed: new Set(), placed: [], codes: new Set() });

/**
 * The edits of each file that changes touch, and of those that are to be written anew; `fileOf` tells in which file a
 * published entry lies, if it lies in any.
 */
export const editsBy = (
  changes: readonly Change[],
  fileOf: (published: Published) => string | undefined,
  anew: readonly string[] = [],
): ReadonlyMap<string, Edit> => {
  const edits = new Map(anew.map((file) => [file, noEdit()]));
  const editOf = (published: Published): Edit => {
    const file = fileOf(published);
    if (file === undefined) return noEdit();
    const edit = edits.get(file) ?? noEdit();
    edits.set(file, edit);
    if (published.code !== undefined) edit.codes.add(published.code);
    return edit;
  };
  for (const change of changes) {
    if (change.op !== 'ADD') editOf(change.before).removed.add(change.publicId);
    if (change.op !== 'DEL') editOf(change.after).placed.push(change.entry);
  }
  return edits;
};

/** The entries of a file after an edit, sorted. */
export const edited = (entries: readonly PublicEntry[], { removed, placed }: Edit): readonly PublicEntry[] => {
  const replaced = new Set(placed.map(({ publicId }) => publicId));
  const kept = entries.filter(({ publicId }) => !removed.has(publicId) && !replaced.has(publicId));
  return [...kept, ...placed].sort(byPublicId);
};
