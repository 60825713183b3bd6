import type { Change } from './change.ts';
import { byPublicId, type PublicEntry } from './entry.ts';
import type { EntryState, Published } from './entry-state.ts';

/** An entry that stays as it is, and whose notes and files beside the look-up file and the parts are written anew. */
export interface Renewal {
  readonly op: 'SAME';
  readonly publicId: string;
  readonly before: Published;
  readonly after: Published;
  readonly entry: PublicEntry;
  readonly state: EntryState;
}

/** What touches files that hold entries. */
export type Touch = Change | Renewal;

/** What changes in one file: the ids of entries that leave it, and what of entries comes. */
export interface Edit<Item> {
  readonly removed: Set<string>;
  readonly placed: Item[];
}

/** An edit that leaves all entries where they are. */
export const noEdit = <Item>(): Edit<Item> => ({ removed: new Set(), placed: [] });

/** Which file holds a published entry, if any does, and what of it. */
export interface Place<Item> {
  readonly fileOf: (published: Published) => string | undefined;
  readonly itemOf: (entry: PublicEntry, published: Published) => Item;
}

/** The edits of each file that changes touch, and of those that are to be written anew. */
export const editsBy = <Item>(
  touches: readonly Touch[],
  { fileOf, itemOf }: Place<Item>,
  anew: readonly string[] = [],
): ReadonlyMap<string, Edit<Item>> => {
  const edits = new Map(anew.map((file) => [file, noEdit<Item>()]));
  const editOf = (published: Published): Edit<Item> => {
    const file = fileOf(published);
    if (file === undefined) return noEdit();
    const edit = edits.get(file) ?? noEdit<Item>();
    edits.set(file, edit);
    return edit;
  };
  for (const touch of touches) {
    if (touch.op !== 'ADD') editOf(touch.before).removed.add(touch.publicId);
    if (touch.op !== 'DEL') editOf(touch.after).placed.push(itemOf(touch.entry, touch.after));
  }
  return edits;
};

/** What a file holds after an edit, sorted by publicId. */
export const edited = <Item extends { readonly publicId: string }>(
  items: readonly Item[],
  { removed, placed }: Edit<Item>,
): readonly Item[] => {
  const replaced = new Set(placed.map(({ publicId }) => publicId));
  const kept = items.filter(({ publicId }) => !removed.has(publicId) && !replaced.has(publicId));
  return [...kept, ...placed].sort(byPublicId);
};
