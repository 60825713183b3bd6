import type { Draft } from './draft.ts';
import type { Published } from './entry-state.ts';
import { paths } from './files.ts';
import { countsIn, type ListCounts, ListIndex } from './lists.ts';

/** How many entries stood in each list before a version; asked for a kind, it answers for that kind at least. */
export type CountsOf = (kind: string) => Promise<ListCounts>;

/** Reads the index of each kind once. One that is lost, or is to be written anew, is counted again from what is known of all entries. */
export const listCounter = (draft: Draft): CountsOf => {
  const read = new Map<string, Promise<ListCounts>>();
  let counted: Promise<ListCounts> | undefined;
  const countAgain = (): Promise<ListCounts> => {
    counted ??= draft.count(({ list }: Published) => list);
    return counted;
  };
  const countsOf = async (kind: string): Promise<ListCounts> => {
    const path = paths.listIndex(kind);
    return (draft.refresh.files.includes(path) ? undefined : await statedIn(draft, path)) ?? countAgain();
  };
  return (kind) => {
    const counts = read.get(kind) ?? countsOf(kind);
    read.set(kind, counts);
    return counts;
  };
};

const statedIn = async ({ current, version }: Draft, path: string): Promise<ListCounts | undefined> => {
  const bytes = await current(path);
  // Nothing was listed before the first version.
  if (bytes === undefined && version === 1) return new Map();
  try {
    return bytes && countsIn(ListIndex.parse(JSON.parse(new TextDecoder().decode(bytes))));
  } catch {
    return undefined;
  }
};
