import { draftNames } from '../name-index/draft-names.ts';
import type { Change } from './change.ts';
import type { Draft, Placed } from './draft.ts';
import { draftBulk, partsBefore } from './draft-bulk.ts';
import { draftLists } from './draft-lists.ts';
import { draftLookups } from './draft-lookups.ts';
import { draftPages } from './draft-pages.ts';
import type { EntryState } from './entry-state.ts';
import { findPlaces } from './find-places.ts';
import type { Head } from './head-store.ts';
import { listCounter } from './list-counts.ts';
import { renewals } from './renewals.ts';
import type { FollowSubjects } from './subject-change.ts';

/** What a version changes in the end, and the list of its parts. */
export interface DraftedContent {
  /** What was asked for, and what had to leave because it was lost. */
  readonly changes: readonly Change[];
  /** Entries that stay as they are, but are noted or shown in a new form. */
  readonly renewed: readonly EntryState[];
  readonly bulk: Placed & { readonly rows: number };
  /** Whether names wait to be added to the index all at once. */
  readonly namesWait: boolean;
}

/**
 * Writes every file that holds an entry: parts, look-up files, pages, index of names, lists. All of them in one
 * version, so that what leaves one leaves all.
 */
export const draftContent = async (
  draft: Draft,
  asked: readonly Change[],
  before: Head | undefined,
): Promise<DraftedContent> => {
  const known = await partsBefore(draft, before);
  const countsOf = listCounter(draft);
  const placed = await findPlaces(asked, { parts: known ?? [], countsOf });
  const anew = await renewals(draft, placed);
  const bulk = await draftBulk(draft, [...placed, ...anew.lost], { before, known });
  const changes = [...placed, ...anew.lost, ...bulk.lost];
  const lost = new Set(bulk.lost.map(({ publicId }) => publicId));
  const renewed = anew.renewed.filter(({ publicId }) => !lost.has(publicId));
  const touches = [...changes, ...renewed];
  const names = draftNames(draft);
  // What is written of each organisation beside its look-up file, from the same entries.
  const followers: readonly FollowSubjects[] = [draftPages(draft), names.follow];
  await draftLookups(draft, touches, async (subjects) => {
    for (const follow of followers) await follow(subjects);
  });
  const namesWait = await names.finish();
  await draftLists(draft, touches, countsOf);
  return { changes, renewed: renewed.map(({ state }) => state), bulk: bulk.list, namesWait };
};
