import type { Failures } from '../../kernel/failure.ts';
import type { Label } from '../../kernel/label.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { RecordKind } from '../../records/kinds/kinds.ts';
import { cellsOf } from './cells.ts';
import { columnsUnder, isHeadings } from './columns.ts';
import { encodingOf } from './encoding.ts';
import { type RawRow, rowsIn } from './line-splitter.ts';
import { isExplanations, rowPlan } from './row-plan.ts';
import type { Delimiter, TableFormat, TableHead } from './table.ts';

/** Bytes from the start of a file that its head is read from: enough for headings and some Chinese text. */
export const HEAD_BYTES = 65_536;

/** Above the headings stand the title of a table, its unit, its date: no more rows than these. */
export const ROWS_ABOVE = 10;

const NO_HEADINGS: Label = {
  zh: '前十行中没有列名行，请使用模板中的列名',
  en: 'none of its first ten rows holds headings: use those of the template',
};
const EMPTY: Label = { zh: '文件是空的', en: 'it is empty' };

const unreadable = (reason: Label): { readonly ok: false; readonly failure: Failures } =>
  fail([{ kind: 'unreadable-table', parameters: { reason } }]);

/** Lone carriage returns end rows where there is no line feed at all. */
const lineEndOf = (bytes: Uint8Array): 10 | 13 => (!bytes.includes(10) && bytes.includes(13) ? 13 : 10);

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

interface Found {
  readonly cells: readonly string[];
  readonly delimiter: Delimiter;
  readonly bodyFrom: number;
  readonly firstRow: number;
}

/** The cells of the headings, and where they end, if one of the first rows holds them under this delimiter. */
const headingsBy = (
  kind: RecordKind,
  bytes: Uint8Array,
  delimiter: Delimiter,
  { encoding, lineEnd }: Pick<TableHead, 'encoding' | 'lineEnd'>,
): Found | undefined => {
  const text = new TextDecoder(encoding);
  let bodyFrom = 0;
  let number = 1;
  for (const row of rowsIn(bytes, { lineEnd, delimiter }, true)) {
    const { bytes: line, quoted, length }: RawRow = row;
    const cells = cellsOf(text.decode(line), delimiter, quoted);
    bodyFrom += length;
    number += 1;
    if (Array.isArray(cells) && isHeadings(kind, cells)) return { cells, delimiter, bodyFrom, firstRow: number };
    if (number > ROWS_ABOVE) return undefined;
  }
  return undefined;
};

/** The row of explanations of a template is no row of the table: it is passed over, so that it is not counted as one. */
const pastExplanations = (kind: RecordKind, bytes: Uint8Array, head: TableHead): TableHead => {
  const { bodyFrom, firstRow, delimiter = ',' } = head;
  const [row] = rowsIn(bytes.subarray(bodyFrom), { lineEnd: head.lineEnd, delimiter }, false);
  if (row === undefined) return head;
  const cells = cellsOf(new TextDecoder(head.encoding).decode(row.bytes), delimiter, row.quoted);
  return isExplanations(rowPlan(kind, head), cells)
    ? { ...head, bodyFrom: bodyFrom + row.length, firstRow: firstRow + 1 }
    : head;
};

const readTextHead = (kind: RecordKind, bytes: Uint8Array, format: 'csv' | 'xlsx'): Result<TableHead, Failures> => {
  const encoded = encodingOf(bytes);
  if (!encoded.ok) return unreadable(encoded.failure);
  const { encoding, mark } = encoded.value;
  const text = { encoding, lineEnd: lineEndOf(bytes) };
  const found = DELIMITERS.map((delimiter) => headingsBy(kind, bytes.subarray(mark), delimiter, text)).find(
    (headings) => headings !== undefined,
  );
  if (found === undefined) return unreadable(NO_HEADINGS);
  const columns = columnsUnder(kind, found.cells);
  if (!columns.ok) return columns;
  const { delimiter, bodyFrom, firstRow } = found;
  const head = { format, ...text, delimiter, ...columns.value, bodyFrom: mark + bodyFrom, firstRow };
  return ok(pastExplanations(kind, bytes, head));
};

const readNdjsonHead = (bytes: Uint8Array): Result<TableHead, Failures> => {
  const encoded = encodingOf(bytes);
  if (!encoded.ok) return unreadable(encoded.failure);
  const { encoding, mark } = encoded.value;
  return ok({ format: 'ndjson', encoding, lineEnd: lineEndOf(bytes), bodyFrom: mark, firstRow: 1 });
};

/**
 * Reads the head of a table of records of a kind from the first bytes of the file (`HEAD_BYTES`, or all of a shorter one). Of a workbook it reads the
 * first lines that `readWorkbook` gives. Failures name the headings that are unknown, missing or doubled, or say why it is no table.
 */
export const readTableHead = (
  kind: RecordKind,
  bytes: Uint8Array,
  format: TableFormat,
): Result<TableHead, Failures> => {
  if (bytes.length === 0) return unreadable(EMPTY);
  return format === 'ndjson' ? readNdjsonHead(bytes) : readTextHead(kind, bytes, format);
};
