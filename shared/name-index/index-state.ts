import type { Draft } from '../disclosure/draft.ts';
import type { Family } from './grams.ts';
import { emptyNotes, type IndexNotes, readIndexNotes } from './index-notes.ts';

/** The notes of the index while a version changes it. */
export interface IndexState {
  sound: boolean;
  readonly files: Record<'p' | Family, number>;
  readonly hotAbove: number;
  readonly hot: Readonly<Record<Family, Map<string, number>>>;
}

/** The notes before a version. An index that begins with the first version is complete; a later one is to be built. */
export const notesBefore = async (
  draft: Draft,
  hotAbove: number,
): Promise<{ readonly notes: IndexNotes; readonly isNew: boolean }> => {
  const bytes = await draft.current('names.json');
  const notes = bytes && readIndexNotes(bytes);
  if (bytes && !notes) draft.damaged('names.json');
  return { notes: notes ?? emptyNotes(draft.version === 1, hotAbove), isNew: notes === undefined };
};

export const stateOf = ({ complete, files, hotAbove, hot }: IndexNotes): IndexState => ({
  sound: complete,
  files: { ...files },
  hotAbove,
  hot: {
    g: new Map(Object.entries(hot.g)),
    i: new Map(Object.entries(hot.i)),
    w: new Map(Object.entries(hot.w)),
  },
});

const sorted = (hot: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...hot].sort(([a], [b]) => (a < b ? -1 : 1)));

export const notesOf = ({ sound, files, hotAbove, hot }: IndexState): IndexNotes => ({
  format: 1,
  complete: sound,
  files,
  hotAbove,
  hot: { g: sorted(hot.g), i: sorted(hot.i), w: sorted(hot.w) },
});
