import { concurrently } from '../kernel/concurrently.ts';
import { BulkList, byGroup, filesOf, makePart, type Part, readPart } from './bulk.ts';
import type { Change } from './change.ts';
import { type Draft, type Placed, place, placeJson } from './draft.ts';
import { edited, editsBy } from './edits.ts';
import { paths } from './files.ts';

/** Parts that are in memory at a time: a few megabytes each at a million entries. */
const PARTS_AT_A_TIME = 4;

/** The bulk list of the version before, whose bytes must be those that its head names. */
export interface BulkBefore {
  readonly version: number;
  readonly bulkSha256: string;
}

const listBefore = async ({ current, codec }: Draft, before: BulkBefore | undefined): Promise<readonly Part[]> => {
  if (before === undefined) return [];
  const path = paths.bulk(before.version);
  const bytes = await current(path);
  if (bytes === undefined || codec.sha256(bytes) !== before.bulkSha256) throw new Error(`${path} is damaged`);
  return BulkList.parse(JSON.parse(new TextDecoder().decode(bytes))).parts;
};

/** Writes the groups that changes touch anew, and the list of all; every other part stays as it is, by name and bytes. */
export const draftBulk = async (
  draft: Draft,
  changes: readonly Change[],
  before: BulkBefore | undefined,
): Promise<Placed & { readonly rows: number }> => {
  const parts = new Map((await listBefore(draft, before)).map((part) => [part.group, part]));
  await concurrently(
    PARTS_AT_A_TIME,
    editsBy(changes, ({ group }) => group),
    async ([group, edit]) => {
      const old = parts.get(group);
      const entries = edited(old ? await readPart(draft.codec, old, await draft.current(old.ndjson.path)) : [], edit);
      for (const path of old ? filesOf(old) : []) draft.deletes.add(path);
      if (entries.length === 0) return void parts.delete(group);
      const { part, files } = await makePart(draft, group, entries);
      await Promise.all(files.map(({ path, body }) => place(draft, path, body)));
      parts.set(group, part);
    },
  );
  const list: BulkList = { version: draft.version, parts: [...parts.values()].sort(byGroup) };
  // A part may come out as it was; then it is named again and must not go.
  for (const path of list.parts.flatMap(filesOf)) draft.deletes.delete(path);
  if (before) draft.deletes.add(paths.bulk(before.version));
  return { ...(await placeJson(draft, paths.bulk(draft.version), list)), rows: list.parts.length };
};
