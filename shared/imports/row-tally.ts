import type { Instant } from '../kernel/beijing-time.ts';
import type { CreditRecord } from '../records/record.ts';
import type { RowCounts } from './import.ts';
import type { RefusedRow } from './refused-row.ts';

/** What came of one row that was taken in: the record that is there, and whether this attempt made it. */
export interface TakenRow {
  readonly image: CreditRecord;
  readonly created: boolean;
}

/** Keeps count of what became of the rows of a part. */
export interface RowTally {
  taken(row: TakenRow): void;
  refused(row: RefusedRow): void;
  /** Those that were refused, in the order of the file. */
  refusedRows(): readonly RefusedRow[];
  /** The counts; `begun` are the moments at which work on this part was begun, by whoever did it. */
  counts(begun: readonly Instant[]): RowCounts;
}

/**
 * Counts rows so that it does not matter how often work on them was interrupted: a record that bears a moment at which this very part was
 * begun, and its officer's name, was made by this part, even if an earlier attempt made it. Of two equal rows only the first one made it.
 */
export const rowTally = (officer: string): RowTally => {
  const refusedRows: RefusedRow[] = [];
  const seen = new Set<string>();
  const madeAt = new Map<Instant, number>();
  let rows = 0;
  return {
    taken: ({ image, created }) => {
      rows += 1;
      const isFirst = !seen.has(image.id);
      seen.add(image.id);
      const isOurs = created || (image.version === 1 && image.change.officer === officer);
      if (isFirst && isOurs) madeAt.set(image.change.at, (madeAt.get(image.change.at) ?? 0) + 1);
    },
    refused: (row) => {
      rows += 1;
      refusedRows.push(row);
    },
    // What cannot be read is known before what the register refuses.
    refusedRows: () => refusedRows.toSorted((a, b) => a.number - b.number),
    counts: (begun) => {
      // A beginning whose note was repeated by the SDK stands there twice.
      const created = [...new Set(begun)].reduce((sum, at) => sum + (madeAt.get(at) ?? 0), 0);
      const refused = refusedRows.length;
      return { rows, created, unchanged: rows - created - refused, refused };
    },
  };
};
