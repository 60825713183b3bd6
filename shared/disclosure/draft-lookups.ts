import * as z from 'zod';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { Change } from './change.ts';
import type { Draft } from './draft.ts';
import { type Edit, edited, editsBy } from './edits.ts';
import { PublicEntry } from './entry.ts';
import { lookupOf } from './files.ts';

const LookupFile = z.strictObject({ entries: z.array(PublicEntry) });

/** Reads of S3 at a time. */
const FILES_AT_A_TIME = 8;
/** Small files in one object of the staging bucket: an object each would cost a request each. */
const FILES_A_PACK = 200;

/** Writes the look-up files of the subjects that changes touch anew; a file without an entry goes. */
export const draftLookups = async (draft: Draft, changes: readonly Change[]): Promise<void> => {
  const edits = editsBy(changes, lookupOf, draft.refresh.lookups);
  const damaged = new Map<string, Edit>();
  for (const some of chunks([...edits], FILES_A_PACK)) {
    const found = await concurrently(FILES_AT_A_TIME, some, async ([path, edit]) => {
      const entries = await entriesIn(draft, path, edit);
      if (entries === undefined) damaged.set(path, edit);
      return { path, entries: entries && edited(entries, edit) };
    });
    await placePack(draft, found);
  }
  if (damaged.size > 0) await restore(draft, damaged);
};

/** Undefined if the file is none, or does not hold what must leave it. */
const entriesIn = async (
  draft: Draft,
  path: string,
  { removed }: Edit,
): Promise<readonly PublicEntry[] | undefined> => {
  const bytes = await draft.current(path);
  const entries = bytes ? readEntries(bytes) : [];
  const ids = new Set(entries?.map(({ publicId }) => publicId));
  const missing = bytes === undefined && draft.refresh.lookups.includes(path);
  if (entries && !missing && [...removed].every((publicId) => ids.has(publicId))) return entries;
  draft.damaged(path);
  return undefined;
};

const readEntries = (bytes: Uint8Array): readonly PublicEntry[] | undefined => {
  try {
    return LookupFile.parse(JSON.parse(new TextDecoder().decode(bytes))).entries;
  } catch {
    return undefined;
  }
};

const placePack = async (
  draft: Draft,
  files: readonly { readonly path: string; readonly entries: readonly PublicEntry[] | undefined }[],
): Promise<void> => {
  const pack = new Map<string, string>();
  for (const { path, entries } of files) {
    if (entries?.length === 0) draft.deletes.add(path);
    if (entries?.length) pack.set(path, JSON.stringify({ entries }));
  }
  if (pack.size === 0) return;
  const staged = await draft.shop.putPack(pack);
  for (const path of pack.keys()) draft.puts.set(path, staged);
};

/**
 * Writes damaged files from the register. What the register holds in another version meanwhile comes with that
 * version's change.
 */
const restore = async (draft: Draft, damaged: ReadonlyMap<string, Edit>): Promise<void> => {
  const states = await draft.statesBy((published) => {
    const path = lookupOf(published);
    return path !== undefined && damaged.has(path) ? path : undefined;
  });
  for (const some of chunks([...damaged], FILES_A_PACK)) {
    const files = await concurrently(FILES_AT_A_TIME, some, async ([path, edit]) => {
      const { entries } = await draft.recover(states.get(path) ?? []);
      return { path, entries: edited(entries, edit) };
    });
    await placePack(draft, files);
  }
};
