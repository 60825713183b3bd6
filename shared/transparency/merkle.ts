/** SHA-256 of bytes: 32 bytes. */
export type Hash = (data: Uint8Array) => Uint8Array;

/** A leaf and a node never hash alike (RFC 6962, section 2.1). */
const LEAF = 0;
const NODE = 1;

/** SHA-256(0x00 ‖ entry). */
export const leafHash = (hash: Hash, entry: Uint8Array): Uint8Array => {
  const data = new Uint8Array(1 + entry.length);
  data[0] = LEAF;
  data.set(entry, 1);
  return hash(data);
};

/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array => {
  const data = new Uint8Array(1 + left.length + right.length);
  data[0] = NODE;
  data.set(left, 1);
  data.set(right, 1 + left.length);
  return hash(data);
};

/** The largest power of two below `size`, which is 2 or more: where a tree is parted. */
export const splitOf = (size: number): number => {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
};

/**
 * The Merkle Tree Hash over hashes of subtrees of one size; the last one may be of a smaller, unfinished subtree, since a tree is parted
 * at the same places then. Of no hash it is that of the empty tree.
 */
export const rootOf = (hash: Hash, hashes: readonly Uint8Array[]): Uint8Array => {
  const [first] = hashes;
  if (first === undefined) return hash(new Uint8Array());
  if (hashes.length === 1) return first;
  const half = splitOf(hashes.length);
  return nodeHash(hash, rootOf(hash, hashes.slice(0, half)), rootOf(hash, hashes.slice(half)));
};
