import { gzipSync } from 'node:zlib';
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import { buildPostings, type KeyedRow } from '../../../shared/name-index/build-postings.ts';
import { FAMILIES } from '../../../shared/name-index/grams.ts';
import { HOT_ABOVE, NOTES, READERS_NOTES, readersNotes } from '../../../shared/name-index/index-notes.ts';
import { emptyState, notesOf } from '../../../shared/name-index/index-state.ts';
import { noteSize } from '../../../shared/name-index/large-files.ts';
import { namePageText } from '../../../shared/name-index/name-page.ts';
import { rowsOf } from '../../../shared/name-index/name-rows.ts';
import { keyOf, pageOf } from '../../../shared/name-index/pages.ts';
import { organisations } from '../reference/organisation-names.ts';

/** The rows of a city's organisations, sorted by key. */
export const keyedRows = (size: number): readonly KeyedRow[] =>
  organisations(size)
    .flatMap(({ code, name }) => {
      const key = keyOf(nodeCodec.sha256(code));
      return rowsOf(code, [{ fields: { subjectName: name } }]).map((row) => ({ key, row }));
    })
    .sort((a, b) => a.key - b.key);

/** All files of the index, as the publisher builds it anew. */
export const nameFiles = (rows: readonly KeyedRow[]): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  const state = emptyState(true, HOT_ABOVE);
  for (const [path, some] of Map.groupBy(rows, ({ key }) => pageOf(key)))
    files.set(path, namePageText(some.map(({ row }) => row)) ?? '');
  for (const family of FAMILIES) {
    const built = buildPostings(family, rows, HOT_ABOVE);
    for (const [path, text] of built.files) {
      files.set(path, text);
      noteSize(state.large, path, text);
    }
    for (const [gram, names] of Object.entries(built.hot)) state.hot[family].set(gram, names);
  }
  for (const path of files.keys()) {
    const folder = ([...FAMILIES, 'p'] as const).find((one) => path.startsWith(`names/${one}/`));
    if (folder) state.files[folder] += 1;
  }
  const notes = notesOf(state);
  return files.set(READERS_NOTES, readersNotes(notes)).set(NOTES, JSON.stringify(notes));
};

/** Bytes of a text as a browser loads it. */
export const gzipBytes = (text: string): number => gzipSync(text).length;
