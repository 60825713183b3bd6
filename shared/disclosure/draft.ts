import type { PublicColumn } from '../open-data/public-column.ts';
import type { Codec } from './codec.ts';
import type { CurrentFiles } from './current-files.ts';
import type { EntryState, Published } from './entry-state.ts';
import type { Staged } from './plan.ts';
import type { Presentation } from './presentation.ts';
import type { Recovered } from './recover.ts';
import type { Refresh } from './refresh.ts';
import type { Workshop } from './workshop.ts';

/**
 * A version in the making: the public files as they are, the workshop for the new ones, and what will be put and
 * deleted.
 */
export interface Draft {
  readonly version: number;
  readonly codec: Codec;
  readonly columnsOf: (kind: string) => readonly PublicColumn[];
  readonly presentation: Presentation;
  readonly current: CurrentFiles;
  /**
   * Set in a version of removals alone, after one with everything failed: a file that cannot be read is damaged then,
   * and what holds no entry is left as it is. It reads a file or fails.
   */
  readonly readOrFail?: CurrentFiles | undefined;
  readonly shop: Workshop;
  readonly puts: Map<string, Staged>;
  readonly deletes: Set<string>;
  /** Entries that a look-up file may hold. */
  readonly mostEntries: number;
  /** Files that are to be written anew from the register. */
  readonly refresh: Refresh;
  /** Whether new records for several further versions wait behind this one. */
  readonly isLoad: boolean;
  /** Whether names of versions before wait to be added to the index all at once. */
  readonly namesWait: boolean;
  /** The public paths that begin so, as they lie there now. */
  list(prefix: string): AsyncIterable<readonly string[]>;
  /** Notes of all records as the version before left them, page by page. */
  eachState(): AsyncIterable<readonly EntryState[]>;
  /** Notes of the entries that lie in files, by file. */
  statesBy(fileOf: (published: Published) => string | undefined): Promise<ReadonlyMap<string, readonly EntryState[]>>;
  /** How many entries lie in each file. */
  count(fileOf: (published: Published) => string | undefined): Promise<ReadonlyMap<string, number>>;
  /** Notes of entries, by record id; those that are not known are left out. */
  statesOf(recordIds: readonly string[]): Promise<readonly EntryState[]>;
  /** Reads entries from the register again. */
  recover(states: readonly EntryState[]): Promise<Recovered>;
  /** Says that a public file was not what it must be, or could not be made. */
  damaged(path: string, error?: unknown): void;
}

/** A file as a manifest names it, but for its rows. */
export interface Placed {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Makes files that hold no entry: of a version of removals alone they are left as they are if they cannot be made, and
 * a later version makes good for them. Undefined then.
 */
export const unlessItFails = async <Made>(
  draft: Draft,
  path: string,
  make: (draft: Draft) => Promise<Made>,
): Promise<Made | undefined> => {
  if (draft.readOrFail === undefined) return make(draft);
  const own: Draft = { ...draft, current: draft.readOrFail, puts: new Map(), deletes: new Set() };
  try {
    const made = await make(own);
    for (const [put, staged] of own.puts) draft.puts.set(put, staged);
    for (const gone of own.deletes) draft.deletes.add(gone);
    return made;
  } catch (error) {
    draft.damaged(path, error);
    return undefined;
  }
};

/** Lays a file down for a version. */
export const place = async (draft: Draft, path: string, body: Uint8Array): Promise<Placed> => {
  draft.puts.set(path, await draft.shop.putFile(path, body));
  return { path, bytes: body.length, sha256: draft.codec.sha256(body) };
};

/** Lays a JSON file down for a version. */
export const placeJson = (draft: Draft, path: string, value: unknown): Promise<Placed> =>
  place(draft, path, new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

/** Lays down many small files at once, if there are any. */
export const placePack = async (draft: Draft, files: ReadonlyMap<string, string>): Promise<void> => {
  if (files.size === 0) return;
  const staged = await draft.shop.putPack(files);
  for (const path of files.keys()) draft.puts.set(path, staged);
};
