import { dictionaryOf, type Entry } from '../../dictionary/entry.ts';
import { sentence } from '../../http/problem-response.ts';
import type { Failure } from '../../kernel/failure.ts';
import type { RecordKind } from '../../records/kinds/kinds.ts';
import { cellsOf, writtenCell } from './cells.ts';
import { ERROR_HEADINGS, isErrorHeading } from './columns.ts';
import { parsed, unwrapped } from './ndjson-row.ts';
import { isCutOff } from './row-reasons.ts';
import type { BrokenRow, TableHead } from './table.ts';
import { shownIn, unmended } from './unreadable-cell.ts';

const LINE_END = '\r\n';
/** Excel takes a text file for UTF-8 only with this mark. */
const MARK = '\ufeff';

/** What a spreadsheet would take for a formula bears an apostrophe (OWASP, CSV injection), which reading takes off again. */
const formulaSafe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

const isWithin = (place: string, whole: string): boolean => place === whole || place.startsWith(`${whole}/`);

/** The entries of the dictionary that a pointer means: the place itself, or what lies below it where a group is missing as a whole. */
const meantBy = (dictionary: readonly Entry[], pointer: string): readonly number[] => {
  const places = (isMeant: (entry: Entry) => boolean): readonly number[] =>
    dictionary.flatMap((entry, place) => (isMeant(entry) ? [place] : []));
  const exact = places(({ sent, column }) => isWithin(pointer, sent) || isWithin(pointer, column.at));
  return exact.length > 0
    ? exact
    : places(({ sent, column }) => isWithin(sent, pointer) || isWithin(column.at, pointer));
};

/** What a column is called in the sender's file, or in the dictionary, or the place itself. */
const fieldOf = (kind: RecordKind, { columns = [], entries = [] }: TableHead, pointer: string): string => {
  const dictionary = dictionaryOf(kind);
  const meant = meantBy(dictionary, pointer);
  const column = entries.findIndex((places) => places.some((place) => meant.includes(place)));
  return columns[column]?.trim() ?? dictionary[meant[0] ?? -1]?.label.zh ?? pointer;
};

const fieldsOf = (kind: RecordKind, head: TableHead, failures: readonly Failure[]): string =>
  [...new Set(failures.flatMap(({ pointer }) => (pointer ? [fieldOf(kind, head, pointer)] : [])))].join('；');

/** The columns of the sender's own table: a table of refused rows that is sent again bears the former reasons too. */
const ownColumns = ({ columns = [] }: TableHead): readonly number[] =>
  columns.flatMap((heading, at) => (isErrorHeading(heading) ? [] : [at]));

const cellsIn = (head: TableHead, { original, failures }: BrokenRow): readonly string[] => {
  const split = cellsOf(original, head.delimiter ?? ',', original.includes('"'));
  // A row whose cells cannot be told apart stands whole in the first one.
  if (typeof split === 'string') return [original];
  // Filled up with empty cells, half a text would be taken for the whole.
  const cells = failures.some(isCutOff) ? [...split.slice(0, -1), unmended(split.at(-1) ?? '')] : split;
  const beyond = cells.slice(head.columns?.length ?? 0);
  const toFill = (head.lacking ?? []).map(() => '');
  return [...ownColumns(head).map((at) => cells[at] ?? ''), ...toFill, ...beyond];
};

const line = (cells: readonly string[], delimiter: string): string =>
  cells.map((cell) => writtenCell(formulaSafe(cell), delimiter)).join(delimiter) + LINE_END;

const tableRow = (kind: RecordKind, head: TableHead, row: BrokenRow): string => {
  const { number, failures } = row;
  const reasons = [...new Set(failures.map((failure) => sentence(failure, 'zh')))].join('；');
  const english = [...new Set(failures.map((failure) => sentence(failure, 'en')))].join(' ');
  const before = [String(number), fieldsOf(kind, head, failures), reasons, english];
  return line([...before, ...cellsIn(head, row).map(shownIn)], head.delimiter ?? ',');
};

/** A value as JSON; what lies too deep to be written is kept as the text that it was. */
const jsonOf = (value: unknown, original: string): string => {
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(original);
  }
};

const jsonRow = ({ number, original, failures }: BrokenRow): string => {
  const errors = failures.map((failure) => ({
    pointer: failure.pointer ?? '',
    detail: { zh: sentence(failure, 'zh'), en: sentence(failure, 'en') },
  }));
  const value = parsed(original);
  const row = unwrapped(value);
  // The sender's own text where it is JSON: numbers keep the digits that parsing would take from them.
  const own = row === value && value !== undefined ? original : jsonOf(row ?? original, original);
  return `{"number":${number},"errors":${JSON.stringify(errors)},"row":${own}}\n`;
};

/**
 * What a table of refused rows begins with, what every row lacked as columns to fill; nothing in NDJSON. In UTF-8,
 * whatever the sender's encoding was.
 */
export const errorTableHead = (kind: RecordKind, head: TableHead): string => {
  if (head.format === 'ndjson') return '';
  const own = ownColumns(head).map((at) => head.columns?.[at] ?? '');
  const toFill = (head.lacking ?? []).map((place) => dictionaryOf(kind)[place]?.label.zh ?? '');
  return MARK + line([...ERROR_HEADINGS, ...own, ...toFill], head.delimiter ?? ',');
};

/**
 * A refused row as the table of refused rows has it: its number, the columns, the reasons in Chinese and in English, then the row itself. Mended it can be sent
 * again as it is: what stands before the row is not read.
 */
export const errorTableRow = (kind: RecordKind, head: TableHead, row: BrokenRow): string =>
  head.format === 'ndjson' ? jsonRow(row) : tableRow(kind, head, row);

/** The table of refused rows, whole. Rows are read and written one at a time. */
export async function* toErrorTable(
  kind: RecordKind,
  head: TableHead,
  rows: AsyncIterable<BrokenRow>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(errorTableHead(kind, head));
  for await (const row of rows) yield encoder.encode(errorTableRow(kind, head, row));
}
