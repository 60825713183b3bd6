import { chunks, concurrently } from '../kernel/concurrently.ts';
import {
  BucketFile,
  type Digests,
  memberPaths,
  NO_BUCKETS,
  NO_NODES,
  NodeFile,
  RootFile,
} from '../transparency/members.ts';
import type { Change } from './change.ts';
import { type Draft, type Placed, placeJson, placePack } from './draft.ts';
import { bucketsNamed, bucketsOf, everyBucket, type MemberEdit, memberEdits, membersAfter } from './member-edits.ts';
import { restoredMembers } from './restore-members.ts';

/** Reads of S3 at a time. */
const FILES_AT_A_TIME = 8;
/** Buckets of a million entries hold 22 KB each: so many in memory, and in one object of the staging bucket. */
const BUCKETS_A_PACK = 200;

/** What stood before: whether and with which bytes there is a root. */
export interface MembersBefore {
  readonly version: number;
  readonly membersSha256?: string | undefined;
}

/**
 * Writes the buckets of members that changes touch anew, with the nodes and the root above them. Each file is read only as the one that
 * the file above it names, from the head down; what is lost is written anew from the publisher's own notes, without the register.
 */
export const draftMembers = async (
  draft: Draft,
  changes: readonly Change[],
  given: { readonly before: MembersBefore | undefined; readonly entries: number },
): Promise<Placed & { readonly rows: number }> => {
  const { before, entries } = given;
  const known = await rootBefore(draft, before);
  const nodes = new Map<number, (string | null)[]>();
  const lost = new Map<string, MemberEdit>();
  const edits = memberEdits(draft.codec, changes, known ? draft.refresh.members.flatMap(bucketsNamed) : everyBucket());
  const place = (found: readonly Found[]) => placeBuckets(draft, nodes, found);

  const touched = new Set([...edits.values()].map(({ at }) => at.node));
  await concurrently(FILES_AT_A_TIME, touched, async (node) => {
    const buckets = known && (await nodeBefore(draft, node, known));
    nodes.set(node, [...(buckets ?? [])]);
    // Nobody says which buckets are right: all of them are written from the notes.
    if (!buckets) for (const [path, edit] of memberEdits(draft.codec, [], bucketsOf(node))) addNew(edits, path, edit);
  });
  for (const some of chunks([...edits], BUCKETS_A_PACK)) {
    const found = await concurrently(FILES_AT_A_TIME, some, async ([path, edit]) => {
      const digest = known && nodes.get(edit.at.node)?.[edit.at.bucket];
      const members = digest === undefined ? undefined : await membersIn(draft, path, digest);
      if (members === undefined) lost.set(path, edit);
      return members === undefined ? [] : [{ path, edit, members }];
    });
    await place(found.flat());
  }
  if (lost.size > 0) {
    for await (const some of restoredMembers(draft, lost, entries)) {
      for (const pack of chunks(some, BUCKETS_A_PACK)) await place(pack);
    }
  }
  const digests = [...(known ?? NO_NODES)];
  await placeNodes(draft, nodes, digests);
  if (before) draft.deletes.add(memberPaths.root(before.version));
  const root = await placeJson(draft, memberPaths.root(draft.version), { version: draft.version, nodes: digests });
  return { ...root, rows: entries };
};

const addNew = (edits: Map<string, MemberEdit>, path: string, edit: MemberEdit): void => {
  if (!edits.has(path)) edits.set(path, edit);
};

/** A bucket's members as they were, and what changes of them. */
interface Found {
  readonly path: string;
  readonly edit: MemberEdit;
  readonly members: readonly string[];
}

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/** Undefined if the root is not the one that the head names, and where there was none yet. */
const rootBefore = async (draft: Draft, before: MembersBefore | undefined): Promise<Digests | undefined> => {
  if (before === undefined) return NO_NODES;
  if (before.membersSha256 === undefined) return undefined;
  const path = memberPaths.root(before.version);
  const bytes = await draft.current(path);
  if (bytes && draft.codec.sha256(bytes) === before.membersSha256) return RootFile.parse(jsonOf(bytes)).nodes;
  draft.damaged(path);
  return undefined;
};

/** Undefined if the node is not the one that the root names. */
const nodeBefore = async (draft: Draft, node: number, root: Digests): Promise<Digests | undefined> => {
  const digest = root[node] ?? null;
  if (digest === null) return NO_BUCKETS;
  const path = memberPaths.node(node);
  const bytes = await draft.current(path);
  if (bytes && draft.codec.sha256(bytes) === digest) return NodeFile.parse(jsonOf(bytes)).buckets;
  draft.damaged(path);
  return undefined;
};

/** Undefined if the bucket is not the one that its node names. */
const membersIn = async (draft: Draft, path: string, digest: string | null): Promise<readonly string[] | undefined> => {
  if (digest === null) return [];
  const bytes = await draft.current(path);
  if (bytes && draft.codec.sha256(bytes) === digest) return BucketFile.parse(jsonOf(bytes)).members;
  draft.damaged(path);
  return undefined;
};

const placeBuckets = async (
  draft: Draft,
  nodes: ReadonlyMap<number, (string | null)[]>,
  found: readonly Found[],
): Promise<void> => {
  const pack = new Map<string, string>();
  for (const { path, edit, members } of found) {
    const after = membersAfter(members, edit);
    const text = JSON.stringify({ members: after });
    const digests = nodes.get(edit.at.node);
    if (digests) digests[edit.at.bucket] = after.length > 0 ? draft.codec.sha256(text) : null;
    if (after.length > 0) pack.set(path, text);
    else draft.deletes.add(path);
  }
  await placePack(draft, pack);
};

const placeNodes = async (
  draft: Draft,
  nodes: ReadonlyMap<number, (string | null)[]>,
  digests: (string | null)[],
): Promise<void> => {
  const pack = new Map<string, string>();
  for (const [node, buckets] of nodes) {
    const path = memberPaths.node(node);
    const text = JSON.stringify({ buckets });
    const isEmpty = buckets.every((digest) => digest === null);
    digests[node] = isEmpty ? null : draft.codec.sha256(text);
    if (isEmpty) draft.deletes.add(path);
    else pack.set(path, text);
  }
  await placePack(draft, pack);
};
