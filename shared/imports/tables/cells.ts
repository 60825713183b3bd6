/** The cells of a row, or why they cannot be told apart: a quote that closes nothing, or that nothing closes. */
export type Cells = readonly string[] | 'stray-quote' | 'open-quote';

/** The cell that begins with a quote at `from`: its text, and the place behind it. */
const quotedCell = (row: string, from: number): { readonly text: string; readonly end: number } | undefined => {
  let close = row.indexOf('"', from + 1);
  while (close >= 0 && row[close + 1] === '"') close = row.indexOf('"', close + 2);
  return close < 0 ? undefined : { text: row.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 };
};

/** Splits a row in which quotes stand. Spaces between a closing quote and the delimiter are let pass. */
const quotedCells = (row: string, delimiter: string): Cells => {
  const cells: string[] = [];
  let at = 0;
  while (at <= row.length) {
    const quoted = row[at] === '"' ? quotedCell(row, at) : { text: undefined, end: at };
    if (quoted === undefined) return 'open-quote';
    const next = row.indexOf(delimiter, quoted.end);
    const stop = next < 0 ? row.length : next;
    const behind = row.slice(quoted.end, stop);
    if (quoted.text !== undefined && behind.trim() !== '') return 'stray-quote';
    cells.push(quoted.text ?? behind);
    at = stop + 1;
  }
  return cells;
};

/** The cells of a row, without their quotes (RFC 4180); `quoted` says whether there are any. */
export const cellsOf = (row: string, delimiter: string, quoted: boolean): Cells =>
  quoted ? quotedCells(row, delimiter) : row.split(delimiter);

/** A cell as it is written: quoted if it holds what would end it. */
export const writtenCell = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
