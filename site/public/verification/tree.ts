import { type Bytes, sha256, toBase64, utf8 } from './bytes.ts';
import { Fault } from './fault.ts';
import type { Read } from './types.ts';

/** Tiles of the log (C2SP tlog-tiles) and the hashes of its tree (RFC 6962, section 2.1). */

const WIDTH = 256;
const LEVEL_BITS = 8;
const HASH_BYTES = 32;

const leafHash = (entry: Uint8Array): Promise<Bytes> => sha256(Uint8Array.of(0), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array): Promise<Bytes> => sha256(Uint8Array.of(1), left, right);

/** The leaf of a version. */
export const leafOf = (version: number, manifestSha256: string): Promise<Bytes> =>
  leafHash(utf8(`${version} ${manifestSha256}`));

/** The largest power of two below a number of 2 or more. */
const splitOf = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

const isPowerOfTwo = (size: number): boolean => size === 1 || splitOf(size) * 2 === size;

const numbered = (index: number): string => {
  const last = String(index % 1_000).padStart(3, '0');
  return index < 1_000 ? last : `${numbered(Math.floor(index / 1_000)).replace(/(\d{3})$/, 'x$1')}/${last}`;
};

/** A tree of `size` leaves, of which each tile is read once. */
export const treeOf = (size: number, read: Read) => {
  const tiles = new Map<string, Promise<Uint8Array>>();

  const load = async (path: string, width: number): Promise<Uint8Array> => {
    // An unfinished tile may have been replaced by the full one since.
    const bytes = (width < WIDTH ? await read(`${path}.p/${width}`) : undefined) ?? (await read(path));
    if (bytes === undefined || bytes.length < width * HASH_BYTES) throw new Fault('missing', { path });
    return bytes;
  };

  const tile = (level: number, index: number): Promise<Uint8Array> => {
    const path = `log/tile/${level}/${numbered(index)}`;
    const width = Math.min(WIDTH, Math.floor(size / WIDTH ** level) - index * WIDTH);
    const found = tiles.get(path) ?? load(path, width);
    tiles.set(path, found);
    return found;
  };

  const over = async (hashes: readonly Uint8Array[]): Promise<Uint8Array> => {
    const [first] = hashes;
    if (first === undefined) return sha256();
    if (hashes.length === 1) return first;
    const half = splitOf(hashes.length);
    return nodeHash(await over(hashes.slice(0, half)), await over(hashes.slice(half)));
  };

  /** The hash over the leaves from `from` up to `to`, which are parted as the tree is. */
  const range = async (from: number, to: number): Promise<Uint8Array> => {
    const leaves = to - from;
    if (!isPowerOfTwo(leaves)) {
      const half = from + splitOf(leaves);
      return nodeHash(await range(from, half), await range(half, to));
    }
    const level = Math.floor(Math.log2(leaves) / LEVEL_BITS);
    const first = from / WIDTH ** level;
    const bytes = await tile(level, Math.floor(first / WIDTH));
    const at = first % WIDTH;
    const hashes = Array.from({ length: leaves / WIDTH ** level }, (_, n) =>
      bytes.slice((at + n) * HASH_BYTES, (at + n + 1) * HASH_BYTES),
    );
    return over(hashes);
  };

  /** What the tree's hash must be if this is the leaf of that number: a proof of inclusion. */
  const rootWith = async (leaf: Uint8Array, number: number): Promise<string> => {
    const climb = async (from: number, to: number): Promise<Uint8Array> => {
      if (to - from === 1) return leaf;
      const half = from + splitOf(to - from);
      return number < half
        ? nodeHash(await climb(from, half), await range(half, to))
        : nodeHash(await range(from, half), await climb(half, to));
    };
    return toBase64(await climb(0, size));
  };

  /** The hashes of the tree and of the one of its first `older` leaves, both from the same parts: a proof of consistency. */
  const rootsFrom = async (older: number): Promise<{ readonly older: string; readonly newer: string }> => {
    interface Roots {
      readonly newer: Uint8Array;
      readonly older: Uint8Array | undefined;
    }
    const climb = async (from: number, to: number): Promise<Roots> => {
      if (to <= older || from >= older) {
        const newer = await range(from, to);
        return { newer, older: to <= older ? newer : undefined };
      }
      const half = from + splitOf(to - from);
      const left = await climb(from, half);
      const right = await climb(half, to);
      const newer = await nodeHash(left.newer, right.newer);
      return { newer, older: left.older && right.older ? await nodeHash(left.older, right.older) : left.older };
    };
    const roots = await climb(0, size);
    return { newer: toBase64(roots.newer), older: toBase64(roots.older ?? (await sha256())) };
  };

  return { rootWith, rootsFrom };
};
