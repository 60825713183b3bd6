import { dictionaryOf } from '../../../dictionary/entry.ts';
import { entriesUnder } from '../../../dictionary/headings.ts';
import type { Shape } from '../../../records/kinds/column.ts';
import type { RecordKind } from '../../../records/kinds/kinds.ts';
import { writtenCell } from '../cells.ts';
import { isHeadings } from '../columns.ts';
import { unreadable } from '../unreadable-cell.ts';
import type { Book } from './book.ts';
import { cellText } from './cell-text.ts';
import type { Merge } from './merges.ts';
import type { SheetRow } from './sheet-rows.ts';

/** Between the cells of the lines that are made of a sheet. */
const DELIMITER = ',';

/** What the heading of each column says that it holds. */
const shapesUnder = (kind: RecordKind, headings: readonly string[]): readonly (Shape | undefined)[] =>
  headings.map((heading) => dictionaryOf(kind)[entriesUnder(kind, heading)[0] ?? -1]?.column.shape);

const textsOf = (row: SheetRow, book: Book, shapes: readonly (Shape | undefined)[]): string[] => {
  const texts: string[] = [];
  for (const cell of row.cells) texts[cell.column] = cellText(cell, shapes[cell.column], book);
  return Array.from(texts, (text) => text ?? '');
};

/** A merge that says something, by its first cell. */
interface Filled extends Merge {
  readonly shown: string;
}

/**
 * Turns the rows of a sheet into lines of a text table, one for each, blank ones for rows that are not there, so that their numbers stay. Below the headings
 * merged cells that say something are marked in every row and column that they reach: which of these is meant cannot be known.
 */
export const sheetTable = (kind: RecordKind, book: Book, merges: readonly Merge[]) => {
  const byTop = Map.groupBy(merges, ({ top }) => top);
  let shapes: readonly (Shape | undefined)[] | undefined;
  let reaching: readonly Filled[] = [];
  let next = 1;

  const marked = (texts: readonly string[], number: number): readonly string[] => {
    const begun = (byTop.get(number) ?? []).map((merge) => ({ ...merge, shown: texts[merge.left] ?? '' }));
    reaching = [...reaching.filter(({ bottom }) => bottom >= number), ...begun.filter(({ shown }) => shown !== '')];
    const marks = [...texts];
    // Cells have their places in a sheet, empty ones at the end too.
    marks.length = Math.max(marks.length, shapes?.length ?? 0);
    for (const { left, right, shown } of reaching)
      for (let column = left; column <= Math.min(right, (shapes?.length ?? 0) - 1); column += 1)
        marks[column] = unreadable('merged', shown);
    return Array.from(marks, (text) => text ?? '');
  };

  return {
    /** The headings, once they were met. */
    hasHeadings: (): boolean => shapes !== undefined,
    line: (row: SheetRow): string => {
      const texts = textsOf(row, book, shapes ?? []);
      const cells = shapes === undefined ? texts : marked(texts, row.number);
      if (shapes === undefined && isHeadings(kind, texts)) shapes = shapesUnder(kind, texts);
      const blank = '\n'.repeat(row.number - next);
      next = row.number + 1;
      return `${blank}${cells.map((cell) => writtenCell(cell, DELIMITER)).join(DELIMITER)}\n`;
    },
  };
};
