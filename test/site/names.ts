import { buildPostings } from '../../shared/name-index/build-postings.ts';
import { FAMILIES } from '../../shared/name-index/grams.ts';
import { NOTES, READERS_NOTES, readersNotes } from '../../shared/name-index/index-notes.ts';
import { emptyState, notesOf } from '../../shared/name-index/index-state.ts';
import { noteSize } from '../../shared/name-index/large-files.ts';
import { namePageText } from '../../shared/name-index/name-page.ts';
import { rowsOf } from '../../shared/name-index/name-rows.ts';
import { keyOf, type NameRow, pageOf } from '../../shared/name-index/pages.ts';
import { shaHex } from './digests.ts';
import { codeOf, entriesIn, groups } from './pages.ts';
import type { Files } from './publication.ts';

/** What an index of names is made of; `hotAbove` is small where grams are to be hot. */
export interface Index {
  readonly hotAbove?: number;
  readonly complete?: boolean;
  readonly change?: (rows: readonly NameRow[]) => readonly NameRow[];
}

/** Lays down the index of names of all entries, consistent but for what `change` does to each organisation's rows. */
export const withNames = (
  files: Files,
  { hotAbove = 16_384, complete = true, change = (rows) => rows }: Index = {},
): void => {
  const names = [...groups(entriesIn(files), codeOf)]
    .flatMap(([code, some]) => change(rowsOf(code, some)).map((row) => ({ key: keyOf(shaHex(row[0])), row })))
    .sort((a, b) => a.key - b.key);
  const pages = Map.groupBy(names, ({ key }) => pageOf(key));
  for (const [path, rows] of pages) files.set(path, Buffer.from(namePageText(rows.map(({ row }) => row)) ?? ''));
  const state = emptyState(complete, hotAbove);
  state.files.p = pages.size;
  for (const family of FAMILIES) {
    const built = buildPostings(family, names, hotAbove);
    const all = [...built.files];
    for (const [path, text] of all) {
      files.set(path, Buffer.from(text));
      noteSize(state.large, path, text);
    }
    state.files[family] = all.length;
    for (const [gram, many] of Object.entries(built.hot)) state.hot[family].set(gram, many);
  }
  const notes = notesOf(state);
  files.set(NOTES, Buffer.from(JSON.stringify(notes))).set(READERS_NOTES, Buffer.from(readersNotes(notes)));
};
