/** A sort of files that stand on shelves under numbers, and hold so many rows. */
export interface Shelving {
  /** A file that holds so many rows takes no more. */
  readonly most: number;
  /** The name of the file of a number, from 0. */
  readonly nameAt: (shelf: string, number: number) => string;
  /** The shelf of a file. */
  readonly shelfOf: (name: string) => string;
}

interface Shelf {
  /** Rows by the name of the file. */
  readonly files: Map<string, number>;
  /** The file that is filled now. */
  open: string | undefined;
}

/**
 * Finds files for rows that come: of a shelf the fullest one that has room, until it is full, then the next, then a new one. So a version
 * writes few files anew however many there are, a small register has few files, and what left makes room. Pure but for what it counts.
 */
export const shelves = (
  { most, nameAt, shelfOf }: Shelving,
  counts: Iterable<readonly [name: string, rows: number]>,
): ((shelf: string) => string) => {
  const known = new Map<string, Shelf>();
  const shelfNamed = (name: string): Shelf => {
    const shelf = known.get(name) ?? { files: new Map(), open: undefined };
    known.set(name, shelf);
    return shelf;
  };
  for (const [name, rows] of counts) shelfNamed(shelfOf(name)).files.set(name, rows);

  const rowsIn = ({ files }: Shelf, name: string): number => files.get(name) ?? 0;
  const withRoom = ({ files }: Shelf): string | undefined => {
    const some = [...files].filter(([, rows]) => rows < most);
    return some.toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).at(0)?.[0];
  };
  const another = ({ files }: Shelf, name: string): string => {
    for (let number = files.size; ; number += 1) if (!files.has(nameAt(name, number))) return nameAt(name, number);
  };
  return (name) => {
    const shelf = shelfNamed(name);
    const isOpen = shelf.open !== undefined && rowsIn(shelf, shelf.open) < most;
    const open = isOpen && shelf.open !== undefined ? shelf.open : (withRoom(shelf) ?? another(shelf, name));
    shelf.open = open;
    shelf.files.set(open, rowsIn(shelf, open) + 1);
    return open;
  };
};
