import type { Failure, Failures } from '../../kernel/failure.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { RecordKind } from '../../records/kinds/kinds.ts';
import { columnsUnder, isHeadings } from './columns.ts';
import { ROWS_ABOVE } from './read-head.ts';
import { type Book, openBook } from './workbook/book.ts';
import { cellText } from './workbook/cell-text.ts';
import { LIMITS, tooLarge, unreadableBook } from './workbook/limits.ts';
import { type Merge, mergesOf } from './workbook/merges.ts';
import type { ByteSource, PackagePart } from './workbook/package.ts';
import { type SheetFault, type SheetRow, sheetRows } from './workbook/sheet-rows.ts';
import { sheetTable } from './workbook/sheet-table.ts';
import { type Bound, unpacked } from './workbook/unpack.ts';
import { readXml } from './workbook/xml.ts';

/** Takes the lines as they are made, and says when it can take more. */
export type LineSink = (bytes: Uint8Array) => Promise<void>;

const SHEET: Bound = { limit: LIMITS.sheet, what: { zh: '工作表字节', en: 'bytes of a sheet' } };

const FAULTS: Readonly<Record<SheetFault, Failure>> = {
  damaged: unreadableBook('damaged'),
  rows: tooLarge({ zh: '行数', en: 'rows' }, LIMITS.rows),
  columns: tooLarge({ zh: '列数', en: 'columns' }, LIMITS.columns),
};

/** Gives the rows of a sheet as they are read; false from `take` ends it. */
const readSheet = async (
  { source }: Book,
  part: PackagePart,
  take: (rows: readonly SheetRow[]) => Promise<boolean>,
): Promise<Result<undefined, Failure>> => {
  const rows = sheetRows();
  const pause = async () => rows.fault() === undefined && (await take(rows.take()));
  const read = await readXml(unpacked(source, part, SHEET), { ...rows, pause });
  const fault = rows.fault();
  if (fault !== undefined) return fail(FAULTS[fault]);
  if (read.ok) await take(rows.take());
  return read;
};

/** What a sheet seems to hold: records of the kind, something like it with wrong headings, or nothing of the sort. */
type Seen = { readonly part: PackagePart; readonly failures?: Failures } | undefined;

const lookInto = async (kind: RecordKind, book: Book, part: PackagePart): Promise<Result<Seen, Failure>> => {
  let headings: readonly string[] | undefined;
  const read = await readSheet(book, part, async (rows) => {
    for (const row of rows) {
      if (row.number > ROWS_ABOVE) return false;
      const texts: string[] = [];
      for (const cell of row.cells) texts[cell.column] = cellText(cell, undefined, book);
      const cells = Array.from(texts, (text) => text ?? '');
      if (isHeadings(kind, cells)) headings = cells;
      if (headings) return false;
    }
    return true;
  });
  if (!read.ok) return read;
  if (headings === undefined) return ok(undefined);
  const columns = columnsUnder(kind, headings);
  return ok(columns.ok ? { part } : { part, failures: columns.failure });
};

/** The one sheet that holds records of the kind. Others, such as explanations, are let lie. */
const sheetOf = async (kind: RecordKind, book: Book): Promise<Result<PackagePart, Failures>> => {
  const fitting: PackagePart[] = [];
  let unfit: Failures | undefined;
  for (const part of book.sheets) {
    const seen = await lookInto(kind, book, part);
    if (!seen.ok) return fail([seen.failure]);
    if (seen.value?.failures) unfit ??= seen.value.failures;
    else if (seen.value) fitting.push(seen.value.part);
  }
  const [sheet, second] = fitting;
  if (second !== undefined) return fail([unreadableBook('several-sheets')]);
  return sheet === undefined ? fail(unfit ?? [unreadableBook('no-sheet')]) : ok(sheet);
};

const writeSheet = async (
  { kind, book, part, merges }: { kind: RecordKind; book: Book; part: PackagePart; merges: readonly Merge[] },
  sink: LineSink,
): Promise<Result<undefined, Failure>> => {
  const table = sheetTable(kind, book, merges);
  const encoder = new TextEncoder();
  return await readSheet(book, part, async (rows) => {
    if (rows.length > 0) await sink(encoder.encode(rows.map(table.line).join('')));
    return true;
  });
};

/**
 * Reads the sheet of a workbook (XLSX) that holds records of a kind, and gives it to `sink` as a text table in UTF-8: a line for each row of the sheet, blank
 * ones too, which is then read like any other (`readTableHead` with format `xlsx`). Values come as they were entered: dates from their numbers, formulas by the
 * result that is stored with them. What cannot be known is marked and refused for its row alone: a formula without a result, a merged cell, digits that the
 * spreadsheet lost. Bounded by LIMITS whatever the file claims or unpacks to; after a failure what was given to `sink` is worth nothing.
 */
export const readWorkbook = async (
  kind: RecordKind,
  source: ByteSource,
  sink: LineSink,
): Promise<Result<undefined, Failures>> => {
  const book = await openBook(source);
  if (!book.ok) return fail([book.failure]);
  const part = await sheetOf(kind, book.value);
  if (!part.ok) return part;
  const merges = await mergesOf(unpacked(source, part.value, SHEET));
  if (!merges.ok) return fail([merges.failure]);
  const written = await writeSheet({ kind, book: book.value, part: part.value, merges: merges.value }, sink);
  return written.ok ? written : fail([written.failure]);
};
