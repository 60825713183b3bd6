import { BUCKETS_A_NODE, type BucketAt, bucketOf, memberPaths, NODES } from '../transparency/members.ts';
import type { Change } from './change.ts';
import type { Codec } from './codec.ts';
import { elementOf } from './delta.ts';

/** What changes in one bucket of members: ids that leave it, and the elements that come. */
export interface MemberEdit {
  readonly at: BucketAt;
  readonly left: Set<string>;
  readonly came: string[];
}

/** Length of a publicId, with which an element begins. */
const ID_LENGTH = 22;

const edit = (at: BucketAt): MemberEdit => ({ at, left: new Set(), came: [] });

/** The buckets of a node. */
export const bucketsOf = (node: number): readonly BucketAt[] =>
  Array.from({ length: BUCKETS_A_NODE }, (_, bucket) => ({ node, bucket }));

/** All buckets. */
export const everyBucket = (): readonly BucketAt[] =>
  Array.from({ length: NODES }, (_, node) => bucketsOf(node)).flat();

const NAMED = /^members\/([0-9a-f]{2})\/(?:([0-9a-f])|index)\.json$/;

/** The buckets to be looked at where a file of members is lost: the one that it is, or those of the node. */
export const bucketsNamed = (path: string): readonly BucketAt[] => {
  const [, node, bucket] = NAMED.exec(path) ?? [];
  if (node === undefined) return [];
  const number = Number.parseInt(node, 16);
  return bucket === undefined ? bucketsOf(number) : [{ node: number, bucket: Number.parseInt(bucket, 16) }];
};

/** The edits of each bucket that changes touch, by its path, and of those that are to be looked at whatever changes. */
export const memberEdits = (
  codec: Pick<Codec, 'sha256'>,
  changes: readonly Change[],
  anew: readonly BucketAt[],
): Map<string, MemberEdit> => {
  const edits = new Map(anew.map((at) => [memberPaths.bucket(at), edit(at)]));
  for (const change of changes) {
    const at = bucketOf(codec.sha256(change.publicId));
    const path = memberPaths.bucket(at);
    const found = edits.get(path) ?? edit(at);
    edits.set(path, found);
    found.left.add(change.publicId);
    if (change.op !== 'DEL') found.came.push(elementOf(change.publicId, change.after));
  }
  return edits;
};

/** The elements of a bucket after an edit, sorted. */
export const membersAfter = (members: readonly string[], { left, came }: MemberEdit): readonly string[] =>
  [...members.filter((element) => !left.has(element.slice(0, ID_LENGTH))), ...came].sort();
