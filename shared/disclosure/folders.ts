import type { Published } from './entry-state.ts';
import { BY_SUBJECT, LISTS, listPathOf, lookupOf, pageOf, paths, SUBJECTS } from './files.ts';
import { partsOfList } from './lists.ts';

/** A folder of the public copy that holds a file if, and only if, a published entry calls for it. */
export interface Folder {
  readonly prefix: string;
  readonly filesOf: (published: Published) => readonly (string | undefined)[];
  /** The file that is to be written anew (refresh.ts) for one that is missing. */
  readonly mendedBy: (path: string, sha256: (text: string) => string) => string;
}

const indexOf = ({ list }: Published): string | undefined =>
  list === undefined ? undefined : paths.listIndex(partsOfList(list).kind);

/** What the audit compares with the notes of all entries. */
export const FOLDERS: readonly Folder[] = [
  { prefix: BY_SUBJECT, filesOf: (published) => [lookupOf(published)], mendedBy: (path) => path },
  {
    prefix: SUBJECTS,
    filesOf: (published) => [pageOf(published)],
    // Pages are written with the look-up file from whose entries they are made.
    mendedBy: (path, sha256) => paths.lookup(sha256(path.slice(SUBJECTS.length))),
  },
  { prefix: LISTS, filesOf: (published) => [listPathOf(published), indexOf(published)], mendedBy: (path) => path },
];
