import { bundleOf, entriesOf } from './bundle.ts';
import { type Hash, leafHash, rootOf } from './merkle.ts';
import { bundlePath, edgeTiles, HASH_BYTES, leavesUnder, TILE_WIDTH, type TileAt, tilePath } from './tiles.ts';

/** A file of the log. */
export interface LogFile {
  readonly path: string;
  readonly body: Uint8Array;
}

/** The unfinished right edge of a tree: all that must be known to let it grow. */
export interface Edge {
  readonly size: number;
  /** By level: the hashes of its unfinished tile. */
  readonly hashes: readonly (readonly Uint8Array[])[];
  /** The entries of the unfinished bundle. */
  readonly entries: readonly Uint8Array[];
}

export const EMPTY_LOG: Edge = { size: 0, hashes: [], entries: [] };

/** A log that grows entry by entry and holds its right edge only, some 24 KB, however long it is. */
export interface GrowingLog {
  size(): number;
  /** The hash of the tree: 32 bytes. */
  root(): Uint8Array;
  /** Adds an entry; answers the tiles and bundles that it fills, and where they lie. */
  append(entry: Uint8Array): { readonly files: readonly LogFile[]; readonly full: readonly TileAt[] };
  /** The unfinished tiles that entries were added to since the log was opened, and their bundle. */
  unfinished(): readonly LogFile[];
}

const joined = (hashes: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [at, one] of hashes.entries()) bytes.set(one, at * HASH_BYTES);
  return bytes;
};

const parted = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) => bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES));

/** Opens a log at its edge. */
export const growingLog = (hash: Hash, edge: Edge): GrowingLog => {
  const levels = edge.hashes.map((hashes) => [...hashes]);
  const grown = new Set<number>();
  let entries = [...edge.entries];
  let size = edge.size;

  const hashesAt = (level: number): Uint8Array[] => {
    const hashes = levels[level] ?? [];
    levels[level] = hashes;
    return hashes;
  };

  return {
    size: () => size,

    root: () => {
      // From the leaves up: what is unfinished below is the last, smaller subtree of the level above.
      let rest: readonly Uint8Array[] = [];
      for (const hashes of levels) {
        const all = [...hashes, ...rest];
        rest = all.length > 0 ? [rootOf(hash, all)] : [];
      }
      return rootOf(hash, rest);
    },

    append: (entry) => {
      const files: LogFile[] = [];
      const full: TileAt[] = [];
      entries.push(entry);
      size += 1;
      let above: Uint8Array | undefined = leafHash(hash, entry);
      for (let level = 0; above !== undefined; level++) {
        const hashes = hashesAt(level);
        hashes.push(above);
        grown.add(level);
        above = undefined;
        if (hashes.length < TILE_WIDTH) break;
        const tile = { level, index: size / leavesUnder(level + 1) - 1, width: TILE_WIDTH };
        full.push(tile);
        files.push({ path: tilePath(tile), body: joined(hashes) });
        if (level === 0) {
          files.push({ path: bundlePath(tile), body: bundleOf(entries) });
          entries = [];
        }
        above = rootOf(hash, hashes);
        levels[level] = [];
      }
      return { files, full };
    },

    unfinished: () =>
      edgeTiles(size)
        .filter(({ level }) => grown.has(level))
        .flatMap((tile) => {
          const hashes = { path: tilePath(tile), body: joined(hashesAt(tile.level)) };
          return tile.level > 0 ? [hashes] : [hashes, { path: bundlePath(tile), body: bundleOf(entries) }];
        }),
  };
};

const sameBytes = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
  a.length === b?.length && a.every((byte, at) => byte === b[at]);

/** Reads the edge of a tree of `size` leaves whose hash is `root`; undefined if what lies there is not that. */
export const readEdge = async (
  hash: Hash,
  { size, root }: { readonly size: number; readonly root: Uint8Array },
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<Edge | undefined> => {
  const hashes: (readonly Uint8Array[])[] = [];
  for (let level = 0; leavesUnder(level) <= size; level++) hashes.push([]);
  for (const tile of edgeTiles(size)) {
    const bytes = await read(tilePath(tile));
    if (bytes?.length !== tile.width * HASH_BYTES) return undefined;
    hashes[tile.level] = parted(bytes);
  }
  const index = Math.floor(size / TILE_WIDTH);
  const width = size % TILE_WIDTH;
  const bundle = width > 0 ? await read(bundlePath({ index, width })) : new Uint8Array();
  const entries = bundle && entriesOf(bundle);
  if (entries?.length !== width) return undefined;
  if (!entries.every((entry, at) => sameBytes(leafHash(hash, entry), hashes[0]?.[at]))) return undefined;
  const edge = { size, hashes, entries };
  return sameBytes(root, growingLog(hash, edge).root()) ? edge : undefined;
};
