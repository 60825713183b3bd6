/**
 * Entries that a look-up file may hold, and so the page that is made with it: some 27 KB each, of usual length, while
 * both are written, 130 MB beside what a version takes.
 */
export const MOST_ENTRIES = 5_000;

/** A file that would hold more than it may: its path, and what of what would have come to it must wait. */
export interface FullFile {
  readonly path: string;
  readonly waiting: ReadonlySet<string>;
}

/** A version cannot be made with additions to files that are full; without them it can. */
export class FilesFull extends Error {
  readonly files: readonly FullFile[];

  constructor(files: readonly FullFile[]) {
    super(`full: ${files.map(({ path }) => path).join(', ')}`);
    this.files = files;
  }
}

/**
 * What must wait of a file's additions, so that the file can still be written by a function of our memory. What changes
 * or leaves is never asked, nor a file that holds more already and gets nothing. Undefined if nothing must wait.
 */
export const fullFile = <Item extends { readonly publicId: string }>(
  { path, after }: { readonly path: string; readonly after: readonly Item[] },
  { most, added }: { readonly most: number; readonly added: ReadonlySet<string> },
): FullFile | undefined => {
  if (after.length <= most) return undefined;
  const additions = after.filter(({ publicId }) => added.has(publicId));
  const room = Math.max(0, most - (after.length - additions.length));
  const waiting = additions.slice(room).map(({ publicId }) => publicId);
  return waiting.length > 0 ? { path, waiting: new Set(waiting) } : undefined;
};
