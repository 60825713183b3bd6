import { bucketOf, memberPaths } from '../transparency/members.ts';
import { elementOf } from './delta.ts';
import type { Draft } from './draft.ts';
import type { MemberEdit } from './member-edits.ts';

/** Elements in memory at a time: some 120 MB. */
const MOST_ELEMENTS = 1_000_000;

/** A bucket of which all that stood in it before an edit was found again. */
export interface RestoredMembers {
  readonly path: string;
  readonly edit: MemberEdit;
  readonly members: readonly string[];
}

/**
 * What stood in buckets before a version, from the publisher's notes of each record. These are read once for every million entries, so
 * that memory stays bounded.
 */
export async function* restoredMembers(
  draft: Draft,
  lost: ReadonlyMap<string, MemberEdit>,
  entries: number,
): AsyncGenerator<readonly RestoredMembers[]> {
  const passes = Math.max(1, Math.ceil(entries / MOST_ELEMENTS));
  const all = [...lost];
  for (let pass = 0; pass < passes; pass++) {
    const some = all.filter((_, at) => at % passes === pass);
    const members = new Map<string, string[]>(some.map(([path]) => [path, []]));
    for await (const states of draft.eachState()) {
      for (const { publicId, published } of states) {
        if (publicId === undefined || published === undefined) continue;
        const path = memberPaths.bucket(bucketOf(draft.codec.sha256(publicId)));
        members.get(path)?.push(elementOf(publicId, published));
      }
    }
    yield some.map(([path, edit]) => ({ path, edit, members: members.get(path) ?? [] }));
  }
}
