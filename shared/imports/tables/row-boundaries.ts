import { isBlank, splitRows } from './line-splitter.ts';
import type { Chunks, Part, TableHead } from './table.ts';

/**
 * Divides a table into parts that begin and end at a row, each of at least `bytesPerPart` but for the last. `chunks` begin at `head.bodyFrom`. Read in
 * any order, the parts give the rows of the whole. Holds a chunk and a row at a time.
 */
export async function* rowBoundaries(
  head: Pick<TableHead, 'bodyFrom' | 'firstRow' | 'delimiter' | 'lineEnd'>,
  chunks: Chunks,
  bytesPerPart: number,
): AsyncGenerator<Part> {
  const { delimiter, lineEnd } = head;
  let part: Part = { from: head.bodyFrom, to: head.bodyFrom, firstRow: head.firstRow, rows: 0 };
  let number = head.firstRow;
  for await (const rows of splitRows(chunks, { lineEnd, delimiter })) {
    for (const row of rows) {
      number += 1;
      part = { ...part, to: part.to + row.length, rows: part.rows + (isBlank(row) ? 0 : 1) };
      if (part.to - part.from < bytesPerPart) continue;
      yield part;
      part = { from: part.to, to: part.to, firstRow: number, rows: 0 };
    }
  }
  if (part.to > part.from) yield part;
}
