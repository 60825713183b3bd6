import type { Failures } from '../../kernel/failure.ts';

/** How a table is handed in. */
export const TABLE_FORMATS = ['csv', 'xlsx', 'ndjson'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export type Delimiter = ',' | ';' | '\t';

/**
 * What the beginning of a file says of the rest: all that is needed to read any part of it. It is plain data, to be kept as JSON. Of a workbook
 * it is the head of the lines that `readWorkbook` makes of it.
 */
export interface TableHead {
  readonly format: TableFormat;
  readonly encoding: 'utf-8' | 'gb18030';
  /** Between cells; always there but for NDJSON. */
  readonly delimiter?: Delimiter;
  /** The byte that ends a row: of tables of before 2001 a carriage return, otherwise a line feed. */
  readonly lineEnd: 10 | 13;
  /** Headings as the file has them; none in NDJSON. */
  readonly columns?: readonly string[];
  /** Of each column, which entries of the dictionary it fills: their places there. None for a column that is ignored. */
  readonly entries?: readonly (readonly number[])[];
  /** Of each column the key of its heading in the dictionary, the national one where there is one. */
  readonly national?: readonly (string | undefined)[];
  /** Entries of the dictionary, by their places there, that every row must tell and the table has no column for. */
  readonly lacking?: readonly number[];
  /** Where the rows begin: bytes from the start of the file. */
  readonly bodyFrom: number;
  /** The number of the first row there: the rows of a file count from 1, headings and blank ones included, as Excel shows them. */
  readonly firstRow: number;
}

/** A row that can be given to the intake: `sent` is what `POST /records` takes. */
export interface ReadRow {
  /** As a spreadsheet counts: the first line is 1. */
  readonly number: number;
  /** The row as the file has it, without its line end. */
  readonly original: string;
  readonly sent: unknown;
}

/** A row that is refused as it stands. Pointers lie in what would have been sent; none where the row as a whole is meant. */
export interface BrokenRow {
  readonly number: number;
  readonly original: string;
  readonly failures: Failures;
}

export type TableRow = ReadRow | BrokenRow;

/** Whether a row is refused as it stands. */
export const isBroken = (row: TableRow): row is BrokenRow => 'failures' in row;

/** A part of a file that begins and ends at a row. */
export interface Part {
  /** First byte, counted from the start of the file. */
  readonly from: number;
  /** The byte after the last. */
  readonly to: number;
  /** The number of its first row. */
  readonly firstRow: number;
  /** Rows in it that are not blank: as many as reading it gives, but for rows of explanations in a template. */
  readonly rows: number;
}

/** Bytes as they come: from a bucket, a socket or a file, cut anywhere. */
export type Chunks = AsyncIterable<Uint8Array>;
