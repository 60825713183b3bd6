import type { Draft } from '../disclosure/draft.ts';
import { placeTexts } from '../disclosure/draft-filed.ts';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import { editPage, type WantedPages } from './edit-page.ts';
import type { IndexState } from './index-state.ts';
import { namePageText, readNamePage } from './name-page.ts';
import { type PackedRows, packedRows } from './packed-rows.ts';
import { keyOf, type NameRow, PAGE_FILES } from './pages.ts';

const FILES_AT_A_TIME = 32;
const FILES_A_PACK = 200;

interface Page {
  readonly path: string;
  readonly rows: readonly NameRow[];
  /** Undefined if the version does not change it. */
  readonly text?: { readonly new: string | undefined };
}

/**
 * The rows of all pages, those of the version changed: a sixtieth of the files that the look-up files of a million organisations are.
 * Undefined if a page is missing or damaged: then they tell nothing.
 */
export const rowsFromPages = async (
  draft: Draft,
  wanted: WantedPages,
  { before, state }: { readonly before: IndexState; readonly state: IndexState },
): Promise<PackedRows | undefined> => {
  const there = new Set<string>();
  for await (const paths of draft.list(PAGE_FILES)) for (const path of paths) there.add(path);
  if (there.size !== before.files.p) return undefined;
  const keyOfCode = (code: string) => keyOf(draft.codec.sha256(code));
  const read = async (path: string): Promise<Page | undefined> => {
    const bytes = await draft.current(path);
    const rows = bytes === undefined && there.has(path) ? undefined : readNamePage(bytes);
    const organisations = wanted.get(path);
    if (rows === undefined || organisations === undefined) return rows && { path, rows };
    const after = editPage(rows, organisations, keyOfCode);
    return after.sound ? { path, rows: after.rows, text: { new: namePageText(after.rows) } } : undefined;
  };
  const all = packedRows();
  let files = 0;
  for (const some of chunks([...new Set([...there, ...wanted.keys()])], FILES_A_PACK)) {
    const pages = await concurrently(FILES_AT_A_TIME, some, read);
    for (const page of pages) {
      if (page === undefined) return undefined;
      if (page.rows.length > 0) files += 1;
      all.add(
        page.path,
        page.rows.map((row) => ({ key: keyOfCode(row[0]), row })),
      );
    }
    await placeTexts(
      draft,
      pages.flatMap((page) => (page?.text ? [{ path: page.path, text: page.text.new }] : [])),
    );
  }
  state.files.p = files;
  return all;
};
