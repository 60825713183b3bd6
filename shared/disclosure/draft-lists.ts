import type { Draft } from './draft.ts';
import { draftFiled, placeTexts } from './draft-filed.ts';
import type { Touch } from './edits.ts';
import type { Published } from './entry-state.ts';
import { anewIn, LISTS, listIn, listPathOf, paths } from './files.ts';
import {
  countsIn,
  type ListCounts,
  ListFile,
  ListIndex,
  type ListRow,
  listContent,
  listIndex,
  partsOfList,
  rowOf,
} from './lists.ts';

/** Writes the lists that changes touch anew, and the index of each kind that has one of them. */
export const draftLists = async (draft: Draft, touches: readonly Touch[]): Promise<void> => {
  const { lists, kinds } = named(anewIn(draft.refresh.files, LISTS));
  const sizes = new Map<string, number>();
  const filing = {
    fileOf: listPathOf,
    itemOf: rowOf,
    read: (content: unknown) => ListFile.parse(content).rows,
    content: (rows: readonly ListRow[]) => listContent(rows),
    recover: async (states: Parameters<Draft['recover']>[0]) => (await draft.recover(states)).entries.map(rowOf),
    anew: lists,
  };
  await draftFiled(draft, touches, filing, async (files) => {
    for (const { path, after } of files) sizes.set(listIn(path) ?? path, after.length);
  });
  await draftIndexes(draft, sizes, kinds);
};

/** Which of the files that are to be written anew are lists, and of which kinds the index is. */
const named = (anew: readonly string[]) => ({
  lists: anew.filter((path) => listIn(path) !== undefined),
  kinds: anew.filter((path) => listIn(path) === undefined).map((path) => path.slice(LISTS.length, -'.json'.length)),
});

/** An index that is lost is counted again from what is known of all entries. */
const draftIndexes = async (draft: Draft, sizes: ListCounts, anew: readonly string[]): Promise<void> => {
  let counted: Promise<ListCounts> | undefined;
  for (const kind of new Set([...anew, ...[...sizes.keys()].map((list) => partsOfList(list).kind)])) {
    const path = paths.listIndex(kind);
    const stated = anew.includes(kind) ? undefined : await statedIn(draft, path);
    counted ??= stated ? undefined : draft.count(({ list }: Published) => list);
    const before = stated ?? (await counted) ?? [];
    const index = listIndex(kind, new Map([...before, ...sizes]), draft.presentation);
    await placeTexts(draft, [{ path, text: index && JSON.stringify(index) }]);
  }
};

const statedIn = async ({ current }: Draft, path: string): Promise<ListCounts | undefined> => {
  const bytes = await current(path);
  try {
    return bytes && countsIn(ListIndex.parse(JSON.parse(new TextDecoder().decode(bytes))));
  } catch {
    return undefined;
  }
};
