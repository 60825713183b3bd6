import * as z from 'zod';

/**
 * Which entries stand, in files small enough to prove one of them: docs/disclosure-format.md, section 8. An entry lies in one of 4,096
 * buckets by SHA-256 of its publicId; 256 nodes hold the hashes of 16 buckets each, the root of a version those of the nodes.
 */

export const MEMBERS = 'members/';
export const NODES = 256;
export const BUCKETS_A_NODE = 16;

const NODE_DIGITS = 2;
const BUCKET_DIGITS = 3;

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

/** Numbers of a node and of a bucket within it. */
export interface BucketAt {
  readonly node: number;
  readonly bucket: number;
}

/** The bucket of an entry; `idDigest` is SHA-256 of its publicId, lower-case hex. */
export const bucketOf = (idDigest: string): BucketAt => ({
  node: Number.parseInt(idDigest.slice(0, NODE_DIGITS), 16),
  bucket: Number.parseInt(idDigest.slice(NODE_DIGITS, BUCKET_DIGITS), 16),
});

/** Public paths. */
export const memberPaths = {
  root: (version: number) => `${MEMBERS}${version}.json`,
  node: (node: number) => `${MEMBERS}${hex(node, NODE_DIGITS)}/index.json`,
  bucket: ({ node, bucket }: BucketAt) => `${MEMBERS}${hex(node, NODE_DIGITS)}/${hex(bucket, 1)}.json`,
} as const;

const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable();

/** A bucket: elements `publicId:version:commitment`, sorted. */
export const BucketFile = z.strictObject({ members: z.array(z.string()).min(1) });
/** A node: SHA-256 of the bytes of its buckets; null for an empty one, which is no file. */
export const NodeFile = z.strictObject({ buckets: z.array(Digest).length(BUCKETS_A_NODE) });
/** The root of a version: SHA-256 of the bytes of the nodes; null for an empty one, which is no file. */
export const RootFile = z.strictObject({ version: z.int().min(1), nodes: z.array(Digest).length(NODES) });

/** Hashes of files under a node or root; null where there is none. */
export type Digests = readonly (string | null)[];

export const NO_NODES: Digests = Array.from({ length: NODES }, () => null);
export const NO_BUCKETS: Digests = Array.from({ length: BUCKETS_A_NODE }, () => null);
