import * as z from 'zod';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { Change } from './change.ts';
import type { Draft } from './draft.ts';
import { type Edit, edited, editsBy } from './edits.ts';
import { PublicEntry } from './entry.ts';
import { lookupOf } from './files.ts';
import { type FollowSubjects, type SubjectChange, subjectChanges } from './subject-change.ts';

const LookupFile = z.strictObject({ entries: z.array(PublicEntry) });

/** Reads of S3 at a time. */
const FILES_AT_A_TIME = 8;
/** Small files in one object of the staging bucket: an object each would cost a request each. */
const FILES_A_PACK = 200;

/** A look-up file before a version, undefined if it was damaged; and how the version changes it. */
interface Written {
  readonly path: string;
  readonly edit: Edit;
  readonly before: readonly PublicEntry[] | undefined;
  readonly after: readonly PublicEntry[];
}

/**
 * Writes the look-up files of the subjects that changes touch anew; a file without an entry goes. `follow` is told of
 * these subjects, pack by pack.
 */
export const draftLookups = async (draft: Draft, changes: readonly Change[], follow: FollowSubjects): Promise<void> => {
  const edits = editsBy(changes, lookupOf, draft.refresh.lookups);
  const damaged = new Map<string, Edit>();
  for (const some of chunks([...edits], FILES_A_PACK)) {
    const found = await concurrently(FILES_AT_A_TIME, some, async ([path, edit]): Promise<readonly Written[]> => {
      const before = await entriesIn(draft, path, edit);
      if (before) return [{ path, edit, before, after: edited(before, edit) }];
      damaged.set(path, edit);
      return [];
    });
    await placePack(draft, found.flat(), follow);
  }
  if (damaged.size > 0) await restore(draft, damaged, follow);
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

const placePack = async (draft: Draft, files: readonly Written[], follow: FollowSubjects): Promise<void> => {
  const pack = new Map<string, string>();
  for (const { path, after } of files) {
    if (after.length === 0) draft.deletes.add(path);
    else pack.set(path, JSON.stringify({ entries: after }));
  }
  const staged = pack.size === 0 ? undefined : await draft.shop.putPack(pack);
  if (staged) for (const path of pack.keys()) draft.puts.set(path, staged);
  await follow(files.flatMap((file) => subjectsIn(draft, file)));
};

const subjectsIn = ({ codec, refresh }: Draft, { path, edit, before, after }: Written): readonly SubjectChange[] => {
  const touched = new Set([...edit.removed, ...edit.placed.map(({ publicId }) => publicId)]);
  const again = refresh.lookups.includes(path);
  return subjectChanges({ before, after, codes: edit.codes, touched, again }, (code) => codec.sha256(code));
};

/**
 * Writes damaged files from the register. What the register holds in another version meanwhile comes with that
 * version's change.
 */
const restore = async (draft: Draft, damaged: ReadonlyMap<string, Edit>, follow: FollowSubjects): Promise<void> => {
  const states = await draft.statesBy((published) => {
    const path = lookupOf(published);
    return path !== undefined && damaged.has(path) ? path : undefined;
  });
  for (const some of chunks([...damaged], FILES_A_PACK)) {
    const files = await concurrently(FILES_AT_A_TIME, some, async ([path, edit]): Promise<Written> => {
      const { entries } = await draft.recover(states.get(path) ?? []);
      return { path, edit, before: undefined, after: edited(entries, edit) };
    });
    await placePack(draft, files, follow);
  }
};
