import * as z from 'zod';
import { type Draft, placePack } from '../disclosure/draft.ts';
import { placeTexts } from '../disclosure/draft-filed.ts';
import { BY_SUBJECT, NAMES } from '../disclosure/files.ts';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import { buildPostings, type KeyedRow } from './build-postings.ts';
import type { WantedPages } from './edit-page.ts';
import { FAMILIES } from './grams.ts';
import { NOTES } from './index-notes.ts';
import { emptyState, type IndexState } from './index-state.ts';
import { noteSize } from './large-files.ts';
import { namePageText } from './name-page.ts';
import { type NamingEntry, rowsOf } from './name-rows.ts';
import { keyOf, type NameRow, pageOf } from './pages.ts';

const FILES_AT_A_TIME = 32;
const FILES_A_PACK = 200;

/** Written by ourselves and parsed then: here only what the index reads. */
const LookupFile = z.object({
  entries: z.array(z.object({ fields: z.looseObject({ unifiedSocialCreditCode: z.string() }) })),
});

/**
 * Builds the whole index from the look-up files and from what the version itself changes, and takes away every other
 * file of it. Memory: the rows and one family's postings, some 400 bytes an organisation.
 */
export const rebuildNames = async (draft: Draft, wanted: WantedPages, hotAbove: number): Promise<IndexState> => {
  const state = emptyState(true, hotAbove);
  const rows: KeyedRow[] = [];
  for (const some of chunks([...(await lookupsByPage(draft, wanted))], FILES_A_PACK)) {
    const pages = await concurrently(FILES_AT_A_TIME, some, async ([page, lookups]) => {
      const of = await rowsOfPage(draft, { page, lookups, wanted }, state);
      return { path: page, rows: of };
    });
    const texts = pages.map(({ path, rows: of }) => ({ path, text: namePageText(of.map(({ row }) => row)) }));
    state.files.p += texts.filter(({ text }) => text !== undefined).length;
    await placeTexts(draft, texts);
    for (const page of pages) rows.push(...page.rows);
  }
  rows.sort((a, b) => a.key - b.key);
  for (const family of FAMILIES) {
    const { files, hot } = buildPostings(family, rows, hotAbove);
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
  for await (const page of draft.list(NAMES))
    for (const path of page) if (path !== NOTES && !draft.puts.has(path)) draft.deletes.add(path);
  return state;
};

/** The look-up files that there are, by the page on which the names of their organisations lie. */
const lookupsByPage = async (draft: Draft, wanted: WantedPages): Promise<ReadonlyMap<string, readonly string[]>> => {
  const pages = new Map<string, string[]>([...wanted.keys()].map((page) => [page, []]));
  for await (const paths of draft.list(BY_SUBJECT)) {
    for (const path of paths) {
      const page = pageOf(keyOf(path.slice(BY_SUBJECT.length, -'.json'.length).padEnd(6, '0')));
      const lookups = pages.get(page);
      if (lookups) lookups.push(path);
      else pages.set(page, [path]);
    }
  }
  return pages;
};

const rowsOfPage = async (
  draft: Draft,
  given: { readonly page: string; readonly lookups: readonly string[]; readonly wanted: WantedPages },
  state: IndexState,
): Promise<readonly KeyedRow[]> => {
  const changed = given.wanted.get(given.page);
  const rows: KeyedRow[] = [];
  const add = (key: number, of: readonly NameRow[]) => rows.push(...of.map((row) => ({ key, row })));
  for (const path of given.lookups) {
    const entries = readEntries(await draft.current(path));
    if (entries === undefined) {
      state.sound = false;
      draft.damaged(path);
      continue;
    }
    for (const [code, own] of Map.groupBy(entries, ({ fields }) => fields.unifiedSocialCreditCode)) {
      if (!changed?.has(code)) add(keyOf(draft.codec.sha256(code)), rowsOf(code, own));
    }
  }
  for (const { key, after } of changed?.values() ?? []) add(key, after);
  return rows;
};

type NamedEntry = NamingEntry & { readonly fields: { readonly unifiedSocialCreditCode: string } };

/** Undefined if the file is damaged. One that is gone has gone with this version. */
const readEntries = (bytes: Uint8Array | undefined): readonly NamedEntry[] | undefined => {
  if (bytes === undefined) return [];
  try {
    return LookupFile.parse(JSON.parse(new TextDecoder().decode(bytes))).entries;
  } catch {
    return undefined;
  }
};
