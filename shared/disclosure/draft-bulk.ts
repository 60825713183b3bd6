import { concurrently } from '../kernel/concurrently.ts';
import { BulkList, byGroup, filesOf, makePart, type Part, readPart } from './bulk.ts';
import type { Change, Removal } from './change.ts';
import { type Draft, type Placed, place, placeJson } from './draft.ts';
import { type Edit, edited, editsBy, noEdit, type Place } from './edits.ts';
import type { PublicEntry } from './entry.ts';
import { PARTS, paths } from './files.ts';

/** A part holds its entries whole. */
const WHOLE: Place<PublicEntry> = { fileOf: ({ group }) => group, itemOf: (entry) => entry };

/** Parts that are in memory at a time: an entry takes some 7 KB while its part is written. */
const PARTS_AT_A_TIME = 4;
/** Parts of more entries than this are written one by one: four of entries without an end could be all of the memory. */
const LARGE_PART = 5_000;

/** The bulk list of the version before, whose bytes must be those that its head names. */
export interface BulkBefore {
  readonly version: number;
  readonly bulkSha256: string;
}

/** The bulk list of a version, and what had to leave because a damaged part could not be restored whole. */
export interface DraftedBulk {
  readonly list: Placed & { readonly rows: number };
  readonly lost: readonly Removal[];
}

/**
 * Writes the groups that changes touch anew, and the list of all; every other part stays as it is, by name and bytes.
 */
export const draftBulk = async (
  draft: Draft,
  changes: readonly Change[],
  { before, known }: { readonly before: BulkBefore | undefined; readonly known: readonly Part[] | undefined },
): Promise<DraftedBulk> => {
  const parts = new Map(known?.map((part) => [part.group, part]));
  const write = async (group: string, entries: readonly PublicEntry[]): Promise<void> => {
    if (entries.length === 0) return void parts.delete(group);
    const { part, files } = await makePart(draft, group, entries);
    await Promise.all(files.map(({ path, body }) => place(draft, path, body)));
    parts.set(group, part);
  };
  const damaged = new Map<string, Edit<PublicEntry>>();
  const edits = editsBy(changes, WHOLE, draft.refresh.groups);
  const rewrite = async ([group, edit]: readonly [string, Edit<PublicEntry>]): Promise<void> => {
    const old = parts.get(group);
    for (const path of old ? filesOf(old) : []) draft.deletes.add(path);
    const entries = old ? await readPart(draft.codec, old, await draft.current(old.ndjson.path)) : [];
    if (known && entries) return write(group, edited(entries, edit));
    if (old) draft.damaged(old.ndjson.path);
    damaged.set(group, edit);
  };
  const isLarge = ([group, { placed }]: readonly [string, Edit<PublicEntry>]): boolean =>
    (parts.get(group)?.rows ?? 0) + placed.length > LARGE_PART;
  const [large = [], usual = []] = [true, false].map((which) => [...edits].filter((edit) => isLarge(edit) === which));
  await concurrently(PARTS_AT_A_TIME, usual, rewrite);
  await concurrently(1, large, rewrite);
  const all = known === undefined;
  if (all) for await (const page of draft.list(PARTS)) for (const path of page) draft.deletes.add(path);
  const lost = damaged.size > 0 || all ? await restore(draft, { damaged, all, write }) : [];
  const list: BulkList = { version: draft.version, parts: [...parts.values()].sort(byGroup) };
  // A part may come out as it was; then it is named again and must not go.
  for (const path of list.parts.flatMap(filesOf)) draft.deletes.delete(path);
  if (before) draft.deletes.add(paths.bulk(before.version));
  const placed = await placeJson(draft, paths.bulk(draft.version), list);
  return { list: { ...placed, rows: list.parts.length }, lost };
};

/** The parts before a version; undefined if their list is not the one that the head names. */
export const partsBefore = async (
  draft: Draft,
  before: BulkBefore | undefined,
): Promise<readonly Part[] | undefined> => {
  if (before === undefined) return [];
  const path = paths.bulk(before.version);
  const bytes = await draft.current(path);
  if (bytes !== undefined && draft.codec.sha256(bytes) === before.bulkSha256) {
    return BulkList.parse(JSON.parse(new TextDecoder().decode(bytes))).parts;
  }
  draft.damaged(path);
  return undefined;
};

/** Writes damaged groups from the register, or all if the list itself is lost. */
const restore = async (
  draft: Draft,
  given: {
    readonly damaged: ReadonlyMap<string, Edit<PublicEntry>>;
    readonly all: boolean;
    readonly write: (group: string, entries: readonly PublicEntry[]) => Promise<void>;
  },
): Promise<readonly Removal[]> => {
  const { damaged, all, write } = given;
  const states = await draft.statesBy(({ group }) => (all || damaged.has(group) ? group : undefined));
  const lost: Removal[] = [];
  for (const group of new Set([...damaged.keys(), ...states.keys()])) {
    const edit = damaged.get(group) ?? noEdit<PublicEntry>();
    const unchanged = (states.get(group) ?? []).filter(({ publicId }) => !edit.removed.has(publicId ?? ''));
    const found = await draft.recover(unchanged);
    await write(group, edited(found.entries, edit));
    lost.push(...found.lost);
  }
  return lost;
};
