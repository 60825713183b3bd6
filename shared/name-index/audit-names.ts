import { NAMES } from '../disclosure/files.ts';
import type { Bucket } from '../disclosure/object-bucket.ts';
import { hasCooled, NOTES, READERS_NOTES, readersNotes, readIndexNotes } from './index-notes.ts';

const FOLDERS = ['p', 'g', 'i', 'w'] as const;

/**
 * Whether the index of names is to be built anew: there is none, another release built it, a version found it damaged,
 * files are missing or lie there that should not, or a gram is hot no more. It counts files and reads the notes alone.
 */
export const namesAreStale = async (disclosure: Pick<Bucket, 'get' | 'list'>): Promise<boolean> => {
  const notes = readIndexNotes(await disclosure.get(NOTES));
  if (notes === undefined || !notes.complete || hasCooled(notes)) return true;
  const readers = await disclosure.get(READERS_NOTES);
  if (readers === undefined || new TextDecoder().decode(readers) !== readersNotes(notes)) return true;
  const counts = { p: 0, g: 0, i: 0, w: 0 };
  let others = 0;
  for await (const page of disclosure.list(NAMES)) {
    for (const path of page) {
      const folder = FOLDERS.find((one) => path.startsWith(`${NAMES}${one}/`));
      if (folder) counts[folder] += 1;
      else if (path !== NOTES) others += 1;
    }
  }
  return others > 0 || FOLDERS.some((folder) => counts[folder] !== notes.files[folder]);
};
