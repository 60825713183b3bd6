import { writtenCell } from '../../../shared/imports/tables/cells.ts';
import { readTableHead } from '../../../shared/imports/tables/read-head.ts';
import { readRows } from '../../../shared/imports/tables/read-rows.ts';
import type { TableFormat } from '../../../shared/imports/tables/table.ts';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { readSubmission } from '../../../shared/records/read-submission.ts';
import { referenceSet } from '../reference/reference-set.ts';

const KIND = 'administrative-penalty';
/** Bytes of a chunk, as a bucket gives them. */
const CHUNK = 65_536;
const GRADES: Readonly<Record<string, string>> = { minor: '轻微', general: '一般', serious: '严重' };

interface Posting {
  readonly severity: { readonly grade: string; readonly criterion: string };
}

const isPosting = (value: unknown): value is Posting & object =>
  typeof value === 'object' && value !== null && 'severity' in value;

/** Penalties of the reference set, as they are posted. */
export const penalties = (size: number): readonly (Posting & object)[] =>
  referenceSet(size).flatMap(({ submission }) =>
    submission.kind === KIND && isPosting(submission) ? [submission] : [],
  );

/** The headings of a table of penalties, and its rows. */
export const penaltyTable = (postings: readonly (Posting & object)[]): readonly (readonly string[])[] => {
  const rows = postings.map((posting) => ({ row: toNationalRow(KIND, posting), posting }));
  const headings = [...Object.keys(toNationalRow(KIND, {})), 'severity.grade', 'severity.criterion'];
  return [
    headings,
    ...rows.map(({ row, posting: { severity } }) =>
      headings.map((heading) => {
        if (heading === 'severity.grade') return GRADES[severity.grade] ?? '';
        return heading === 'severity.criterion' ? severity.criterion : (row[heading] ?? '');
      }),
    ),
  ];
};

const encoder = new TextEncoder();

export const csvRow = (cells: readonly string[]): string =>
  `${cells.map((cell) => writtenCell(cell, ',')).join(',')}\r\n`;

/** The table as CSV. */
export const csvBytes = (table: readonly (readonly string[])[]): Uint8Array =>
  encoder.encode(table.map(csvRow).join(''));

/** Values as lines of JSON. */
export const jsonBytes = (values: readonly unknown[]): Uint8Array =>
  encoder.encode(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

export async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** Reads a table of penalties, and validates each row if that is wanted; every row must be good. Answers how many there were. */
export const readTable = async (
  { first, body }: { readonly first: Uint8Array; readonly body: (from: number) => AsyncIterable<Uint8Array> },
  { format, validated }: { readonly format: TableFormat; readonly validated: boolean },
): Promise<number> => {
  const head = readTableHead(KIND, first, format);
  if (!head.ok) throw new Error(JSON.stringify(head.failure));
  let count = 0;
  for await (const row of readRows(KIND, head.value, body(head.value.bodyFrom))) {
    const isGood = 'sent' in row && (!validated || readSubmission(row.sent).ok);
    if (!isGood) throw new Error(`row ${row.number} is refused`);
    count += 1;
  }
  return count;
};
