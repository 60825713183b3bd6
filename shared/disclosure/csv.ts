import type { PublicEntry, PublicFields } from './entry.ts';

/** A column: the field that fills it and its Chinese heading, which names the unit where the value has one. */
export interface CsvColumn {
  readonly name: string;
  readonly zh: string;
}

const ID_HEADING = '公示编号';
const LINE_END = '\r\n';

/** What a spreadsheet would take for a formula bears an apostrophe (OWASP, CSV injection). */
const formulaSafe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** RFC 4180: what holds a separator, a quote or a line end is quoted, and quotes are doubled. */
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const textOf = (value: PublicFields[string] | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'object') return value.join(';');
  return String(value);
};

const row = (cells: readonly string[]): string => cells.map((cell) => quoted(formulaSafe(cell))).join(',') + LINE_END;

/** A table of entries of one kind, without a byte order mark: the publicId first, then the kind's public fields. */
export const csvTable = (entries: readonly PublicEntry[], columns: readonly CsvColumn[]): string => {
  const head = row([ID_HEADING, ...columns.map(({ zh }) => zh)]);
  const body = entries.map(({ publicId, fields }) =>
    row([publicId, ...columns.map(({ name }) => textOf(fields[name]))]),
  );
  return head + body.join('');
};
