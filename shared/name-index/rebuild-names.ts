import { type Draft, placePack } from '../disclosure/draft.ts';
import { NAMES } from '../disclosure/files.ts';
import { buildPostings } from './build-postings.ts';
import type { WantedPages } from './edit-page.ts';
import { FAMILIES } from './grams.ts';
import { NOTES } from './index-notes.ts';
import { emptyState, type IndexState } from './index-state.ts';
import { noteSize } from './large-files.ts';
import type { PackedRows } from './packed-rows.ts';
import { PAGE_FILES } from './pages.ts';
import { rowsFromLookups } from './rows-from-lookups.ts';
import { rowsFromPages } from './rows-from-pages.ts';

const FILES_A_PACK = 200;

/**
 * Builds the index anew, with what the version itself changes, and takes away every other file of it: from its pages, where these hold all
 * names and postings alone are missing; else all of it from the look-up files. Memory: the rows and one family's postings, some 300 bytes
 * an organisation, a third of them outside the heap.
 */
export const rebuildNames = async (draft: Draft, wanted: WantedPages, before: IndexState): Promise<IndexState> => {
  const state = emptyState(true, before.hotAbove);
  const known = before.pages && !before.sound ? await rowsFromPages(draft, wanted, { before, state }) : undefined;
  const rows = known ?? (await rowsFromLookups(draft, wanted, state));
  await placePostings(draft, state, rows);
  for await (const page of draft.list(NAMES)) {
    const others = known ? page.filter((path) => !path.startsWith(PAGE_FILES)) : page;
    for (const path of others) if (path !== NOTES && !draft.puts.has(path)) draft.deletes.add(path);
  }
  return state;
};

const placePostings = async (draft: Draft, state: IndexState, rows: PackedRows): Promise<void> => {
  for (const family of FAMILIES) {
    const { files, hot } = buildPostings(family, rows, state.hotAbove);
    for (const [gram, names] of Object.entries(hot)) state.hot[family].set(gram, names);
    let pack = new Map<string, string>();
    for (const [path, text] of files) {
      state.files[family] += 1;
      noteSize(state.large, path, text);
      pack.set(path, text);
      if (pack.size < FILES_A_PACK) continue;
      await placePack(draft, pack);
      pack = new Map();
    }
    await placePack(draft, pack);
  }
};
