import * as z from 'zod';
import type { Draft } from '../disclosure/draft.ts';
import { placeTexts } from '../disclosure/draft-filed.ts';
import { BY_SUBJECT } from '../disclosure/files.ts';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { KeyedRow } from './build-postings.ts';
import type { WantedPages } from './edit-page.ts';
import type { IndexState } from './index-state.ts';
import { namePageText } from './name-page.ts';
import { type NamingEntry, rowsOf } from './name-rows.ts';
import { type PackedRows, packedRows } from './packed-rows.ts';
import { keyOf, type NameRow, pageOf } from './pages.ts';

const FILES_AT_A_TIME = 32;
const FILES_A_PACK = 200;

/** Written by ourselves and parsed then: here only what the index reads. */
const LookupFile = z.object({
  entries: z.array(z.object({ fields: z.looseObject({ unifiedSocialCreditCode: z.string() }) })),
});

/** Writes all pages anew from the look-up files and from what the version itself changes; answers their rows. */
export const rowsFromLookups = async (draft: Draft, wanted: WantedPages, state: IndexState): Promise<PackedRows> => {
  const rows = packedRows();
  for (const some of chunks([...(await lookupsByPage(draft, wanted))], FILES_A_PACK)) {
    const pages = await concurrently(FILES_AT_A_TIME, some, async ([page, lookups]) => {
      const of = await rowsOfPage(draft, { page, lookups, wanted }, state);
      return { path: page, rows: of };
    });
    const texts = pages.map(({ path, rows: of }) => ({ path, text: namePageText(of.map(({ row }) => row)) }));
    state.files.p += texts.filter(({ text }) => text !== undefined).length;
    await placeTexts(draft, texts);
    for (const page of pages) rows.add(page.path, page.rows);
  }
  return rows;
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
