import { buildPostings } from '../../shared/name-index/build-postings.ts';
import { FAMILIES } from '../../shared/name-index/grams.ts';
import { namePageText } from '../../shared/name-index/name-page.ts';
import { rowsOf } from '../../shared/name-index/name-rows.ts';
import { keyOf, type NameRow, pageOf } from '../../shared/name-index/pages.ts';
import { json, shaHex } from './digests.ts';
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
  const counts: Record<string, number> = { p: pages.size };
  const hot: Record<string, object> = {};
  for (const family of FAMILIES) {
    const built = buildPostings(family, names, hotAbove);
    const all = [...built.files];
    for (const [path, text] of all) files.set(path, Buffer.from(text));
    counts[family] = all.length;
    hot[family] = built.hot;
  }
  const { p, g, i, w } = counts;
  files.set('names.json', json({ format: 1, complete, files: { p, g, i, w }, hotAbove, hot }));
};
