import type { Draft } from './draft.ts';
import { draftFiled, placeTexts } from './draft-filed.ts';
import type { Touch } from './edits.ts';
import { anewIn, LISTS, listIn, listPathOf, paths } from './files.ts';
import type { CountsOf } from './list-counts.ts';
import { type ListCounts, ListFile, type ListRow, listContent, listIndex, partsOfList, rowOf } from './lists.ts';

/** Writes the lists that changes touch anew, and the index of each kind that has one of them. */
export const draftLists = async (draft: Draft, touches: readonly Touch[], countsOf: CountsOf): Promise<void> => {
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
  await draftIndexes(draft, sizes, { kinds, countsOf });
};

/** Which of the files that are to be written anew are lists, and of which kinds the index is. */
const named = (anew: readonly string[]) => ({
  lists: anew.filter((path) => listIn(path) !== undefined),
  kinds: anew.filter((path) => listIn(path) === undefined).map((path) => path.slice(LISTS.length, -'.json'.length)),
});

/** Writes the indexes of the kinds whose lists a version changes, and of those that are to be written anew. */
const draftIndexes = async (
  draft: Draft,
  sizes: ListCounts,
  { kinds, countsOf }: { readonly kinds: readonly string[]; readonly countsOf: CountsOf },
): Promise<void> => {
  for (const kind of new Set([...kinds, ...[...sizes.keys()].map((list) => partsOfList(list).kind)])) {
    const index = listIndex(kind, new Map([...(await countsOf(kind)), ...sizes]), draft.presentation);
    await placeTexts(draft, [{ path: paths.listIndex(kind), text: index && JSON.stringify(index) }]);
  }
};
