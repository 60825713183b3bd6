import { type Draft, placeJson } from '../disclosure/draft.ts';
import type { Family } from './grams.ts';
import {
  type FormerNotes,
  type IndexNotes,
  NOTES,
  READERS_NOTES,
  readersNotes,
  readFormerNotes,
  readIndexNotes,
} from './index-notes.ts';
import { largeText, readLarge } from './large-files.ts';

/** The notes of the index while a version changes it. */
export interface IndexState {
  /** Whether it holds all names. */
  sound: boolean;
  /** Whether its pages do, whatever its postings hold. */
  pages: boolean;
  readonly files: Record<'p' | Family, number>;
  readonly hotAbove: number;
  readonly hot: Readonly<Record<Family, Map<string, number>>>;
  /** Numbers of the files of bigrams that are large. */
  readonly large: Set<number>;
}

/** Of an index without a name. */
export const emptyState = (sound: boolean, hotAbove: number): IndexState => ({
  sound,
  pages: sound,
  files: { p: 0, g: 0, i: 0, w: 0 },
  hotAbove,
  hot: { g: new Map(), i: new Map(), w: new Map() },
  large: new Set(),
});

/** The index before a version. One that begins with the first version is complete; a later one is to be built. */
export const stateBefore = async (
  draft: Draft,
  hotAbove: number,
): Promise<{ readonly state: IndexState; readonly isNew: boolean }> => {
  const bytes = await draft.current(NOTES);
  const notes = readIndexNotes(bytes);
  if (notes) return { state: stateOf(notes), isNew: false };
  if (bytes) draft.damaged(NOTES);
  const former = bytes ? undefined : readFormerNotes(await draft.current(READERS_NOTES));
  return { state: former ? await movedOn(draft, former) : emptyState(draft.version === 1, hotAbove), isNew: true };
};

const stateOf = ({ complete, pages, files, hotAbove, hot, large }: Omit<IndexNotes, 'format'>): IndexState => ({
  sound: complete,
  pages: complete || pages === true,
  files: { ...files },
  hotAbove,
  hot: {
    g: new Map(Object.entries(hot.g)),
    i: new Map(Object.entries(hot.i)),
    w: new Map(Object.entries(hot.w)),
  },
  large: new Set(readLarge(large)),
});

/**
 * Of an older release's index everything stays but the files of initials, which would lie elsewhere: they go at once,
 * so that none of them keeps what leaves, and come back when the audit has the index built anew.
 */
const movedOn = async (draft: Draft, { files, ...notes }: FormerNotes): Promise<IndexState> => {
  for await (const page of draft.list('names/i/')) for (const path of page) draft.deletes.add(path);
  return stateOf({ ...notes, complete: false, files: { ...files, i: 0 }, large: '' });
};

const sorted = (hot: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...hot].sort(([a], [b]) => (a < b ? -1 : 1)));

/** As they are written down. */
export const notesOf = ({ sound, pages, files, hotAbove, hot, large }: IndexState): IndexNotes => ({
  format: 2,
  complete: sound,
  ...(pages && !sound && { pages }),
  files,
  hotAbove,
  hot: { g: sorted(hot.g), i: sorted(hot.i), w: sorted(hot.w) },
  large: largeText(large),
});

/** Lays the notes down, and what readers need of them. */
export const placeNotes = async (draft: Draft, state: IndexState): Promise<void> => {
  const notes = notesOf(state);
  await placeJson(draft, NOTES, notes);
  await placeJson(draft, READERS_NOTES, readersNotes(notes));
};
