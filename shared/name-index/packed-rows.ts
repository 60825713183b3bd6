import type { KeyedRow } from './build-postings.ts';

/** The rows of pages, sorted by key in whatever order the pages came. To go through them takes them apart anew. */
export interface PackedRows extends Iterable<KeyedRow> {
  /** All rows of a page, which holds the keys of a range of its own. */
  add(page: string, rows: readonly KeyedRow[]): void;
}

/** None yet. Memory: some hundred bytes a name, outside the heap. */
export const packedRows = (): PackedRows => {
  const pages = new Map<string, Uint8Array>();
  return {
    add: (page, rows) => {
      const sorted = rows.toSorted((a, b) => a.key - b.key);
      if (sorted.length > 0) pages.set(page, new TextEncoder().encode(JSON.stringify(sorted)));
    },
    *[Symbol.iterator]() {
      const decoder = new TextDecoder();
      for (const [, bytes] of [...pages].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const rows: readonly KeyedRow[] = JSON.parse(decoder.decode(bytes));
        yield* rows;
      }
    },
  };
};
