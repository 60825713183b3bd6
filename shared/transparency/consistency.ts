import { type Hash, nodeHash, rootOf, splitOf } from './merkle.ts';
import { HASH_BYTES, TILE_WIDTH, type TileAt, tilePath, widthOf } from './tiles.ts';

/** Reads a tile of a tree; throws if it is not there. */
export type ReadTile = (tile: TileAt) => Promise<Uint8Array>;

/** Bits of a leaf's number within one tile: 256 = 2⁸. */
const LEVEL_BITS = 8;

const isPowerOfTwo = (size: number): boolean => size === 1 || splitOf(size) * 2 === size;

/** Hashes of subtrees of a tree of `size` leaves, from its tiles; each tile is read once. */
export const treeHashes = (hash: Hash, size: number, read: ReadTile) => {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const tileAt = (level: number, index: number): Promise<Uint8Array> => {
    const tile = { level, index, width: widthOf(size, { level, index }) };
    const path = tilePath(tile);
    const found = tiles.get(path) ?? read(tile);
    tiles.set(path, found);
    return found;
  };
  /** A whole subtree: its hashes lie side by side in one tile. */
  const whole = async (from: number, leaves: number): Promise<Uint8Array> => {
    const level = Math.floor(Math.log2(leaves) / LEVEL_BITS);
    const first = from / TILE_WIDTH ** level;
    const count = leaves / TILE_WIDTH ** level;
    const tile = await tileAt(level, Math.floor(first / TILE_WIDTH));
    const at = first % TILE_WIDTH;
    return rootOf(
      hash,
      Array.from({ length: count }, (_, n) => tile.subarray((at + n) * HASH_BYTES, (at + n + 1) * HASH_BYTES)),
    );
  };
  /** The Merkle Tree Hash of the leaves from `from` up to `to`, which are parted as the tree is. */
  const range = async (from: number, to: number): Promise<Uint8Array> => {
    const leaves = to - from;
    if (isPowerOfTwo(leaves)) return whole(from, leaves);
    const half = from + splitOf(leaves);
    return nodeHash(hash, await range(from, half), await range(half, to));
  };
  return range;
};

/**
 * The proof that the tree of `size` leaves only adds to the one of its first `older` leaves (RFC 6962, section 2.1.2): empty where one is
 * the other, or where the older one is empty.
 */
export const consistencyProof = async (
  hash: Hash,
  { older, size }: { readonly older: number; readonly size: number },
  read: ReadTile,
): Promise<readonly Uint8Array[]> => {
  if (older === 0 || older === size) return [];
  const range = treeHashes(hash, size, read);
  const proven: { readonly from: number; readonly to: number }[] = [];
  let [from, to] = [0, size];
  while (older < to) {
    const half = from + splitOf(to - from);
    if (older <= half) {
      proven.unshift({ from: half, to });
      to = half;
    } else {
      proven.unshift({ from, to: half });
      from = half;
    }
  }
  // Where nothing was parted off on the left, what is left is the older tree itself, which the other side knows.
  if (from > 0) proven.unshift({ from, to });
  return Promise.all(proven.map((part) => range(part.from, part.to)));
};
