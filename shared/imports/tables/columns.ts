import { dictionaryOf, type Entry } from '../../dictionary/entry.ts';
import { entriesUnder } from '../../dictionary/headings.ts';
import { type Failure, type Failures, isRefused } from '../../kernel/failure.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { RecordKind } from '../../records/kinds/kinds.ts';
import { findIdentityNumbers } from '../../subjects/personal-data-in-text.ts';
import type { TableHead } from './table.ts';

/** Columns that tables of refused rows have before the sender's own: what they say is not read. */
export const ERROR_HEADINGS = ['错误行号', '错误字段', '错误原因', 'error'] as const;

/** Whether what stands below a heading is not read, though it is known. */
export const isErrorHeading = (heading: string): boolean => ERROR_HEADINGS.some((one) => one === heading.trim());

/** Headings are repeated in problems no further than this. */
const LONGEST_NAME = 64;
const named = (heading: string): string =>
  findIdentityNumbers(heading).length > 0 ? '…' : heading.trim().slice(0, LONGEST_NAME);

/** Where headings lie, as JSON Pointers of the refusal of a file. */
const COLUMNS = '/columns';

const MIN_KNOWN = 2;

/** Whether a row seems to be the headings: titles of a table stand above them. */
export const isHeadings = (kind: RecordKind, cells: readonly string[]): boolean =>
  cells.filter((cell) => entriesUnder(kind, cell).length > 0).length >= MIN_KNOWN;

/** As many as a problem tells; a refusal is kept with the file. */
const MOST_FAILURES = 50;

type Columns = Required<Pick<TableHead, 'columns' | 'entries' | 'national'>> & Pick<TableHead, 'lacking'>;

/** Whether an entry stands beside a national table, which has no column for it. */
const isBeside = ({ column }: Entry, entries: readonly Entry[]): boolean =>
  column.national === undefined && entries.some((entry) => entry.column.national !== undefined);

/**
 * Which entries of the dictionary the columns of a table fill; what is unknown, missing or there twice is refused, each
 * by its name. What a national table itself has no column for may be lacking: the file is as the nation has it, its
 * rows are refused, and come back with the columns to fill.
 */
export const columnsUnder = (kind: RecordKind, cells: readonly string[]): Result<Columns, Failures> => {
  const headings = cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);
  const entries = dictionaryOf(kind);
  const failures: Failure[] = [];
  const seen = new Map<number, string>();
  const filled = headings.map((heading, at): readonly number[] => {
    if (heading.trim() === '' || isErrorHeading(heading)) return [];
    const places = entriesUnder(kind, heading);
    const pointer = `${COLUMNS}/${at}`;
    const parameters = { column: at + 1, heading: named(heading) };
    if (places.length === 0) failures.push({ kind: 'unknown-heading', pointer, parameters });
    const other = places.map((place) => seen.get(place)).find((before) => before !== undefined);
    if (other !== undefined) failures.push({ kind: 'doubled-heading', pointer, parameters: { ...parameters, other } });
    for (const place of places) seen.set(place, named(heading));
    return places;
  });
  const missing = [...entries.entries()].filter(
    ([place, { requirement }]) => requirement === 'required' && !seen.has(place),
  );
  const lacking = missing.filter(([, entry]) => isBeside(entry, entries)).map(([place]) => place);
  for (const [place, { key, label }] of missing) {
    if (lacking.includes(place)) continue;
    failures.push({ kind: 'missing-heading', pointer: COLUMNS, parameters: { heading: label, key } });
  }
  const told = failures.slice(0, MOST_FAILURES);
  if (isRefused(told)) return fail(told);
  const national = filled.map(([place = -1]) => entries[place]?.key);
  return ok({ columns: headings, entries: filled, national, ...(lacking.length > 0 && { lacking }) });
};
