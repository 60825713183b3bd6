import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writtenCell } from '../../../../shared/imports/tables/cells.ts';
import { readTableHead } from '../../../../shared/imports/tables/read-head.ts';
import { readRows } from '../../../../shared/imports/tables/read-rows.ts';
import { readWorkbook } from '../../../../shared/imports/tables/read-workbook.ts';
import type { TableFormat } from '../../../../shared/imports/tables/table.ts';
import { kindDefinition, NATIONAL_KINDS, type RecordKind } from '../../../../shared/records/kinds/kinds.ts';
import { toNationalRow } from '../../../../shared/records/national-row.ts';
import { readSubmission } from '../../../../shared/records/read-submission.ts';
import { anyTwinOf, reading } from '../../records/generated.ts';
import { chunksOf, collect, gb18030, utf8 } from './table-bytes.ts';
import { sourceOf, workbookOf } from './workbooks.ts';

type Row = Readonly<Record<string, string>>;

const SEVERITY = { 'severity.grade': '严重', 'severity.criterion': '分级标准第三条' };

/** A table says what it must; the national one has no column for the severity of a penalty. */
const withSeverity = (kind: RecordKind, row: Row): Row => ({
  ...row,
  ...(kindDefinition(kind).statesSeverity && SEVERITY),
});

const tableOf = (rows: readonly Row[]): readonly (readonly string[])[] => [
  Object.keys(rows[0] ?? {}),
  ...rows.map((row) => Object.values(row)),
];

const csvOf = (rows: readonly Row[], lineEnd: string): string =>
  tableOf(rows)
    .map((cells) => cells.map((cell) => writtenCell(cell, ',')).join(',') + lineEnd)
    .join('');

const linesOf = async (kind: RecordKind, workbook: Uint8Array): Promise<Uint8Array> => {
  const lines: number[] = [];
  const read = await readWorkbook(kind, sourceOf(workbook), async (bytes) => {
    lines.push(...bytes);
  });
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return Uint8Array.from(lines);
};

/** A row about a subject has the columns of its category alone: a table has them all. */
const alike = (rows: readonly Row[]): readonly Row[] => {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key] ?? ''])));
};

/** A row alone, or what a post takes where something stands beside it. */
const jsonOf = (kind: RecordKind, row: Row): string => {
  const national = Object.fromEntries(Object.entries(row).filter(([key]) => !key.startsWith('severity.')));
  if (!kindDefinition(kind).statesSeverity) return JSON.stringify(national);
  return JSON.stringify({ kind, national, severity: { grade: 'serious', criterion: '分级标准第三条' } });
};

const FORMS: Readonly<
  Record<string, (kind: RecordKind, rows: readonly Row[]) => Promise<readonly [TableFormat, Uint8Array]>>
> = {
  'CSV in UTF-8': async (_, rows) => ['csv', utf8(`\ufeff${csvOf(rows, '\r\n')}`)],
  'CSV in GB18030': async (_, rows) => ['csv', gb18030(csvOf(rows, '\n'))],
  XLSX: async (kind, rows) => ['xlsx', await linesOf(kind, workbookOf({ sheets: [{ rows: tableOf(rows) }] }))],
  'lines of JSON': async (kind, rows) => ['ndjson', utf8(rows.map((row) => jsonOf(kind, row)).join('\n'))],
};

describe('a national row', () => {
  it.each(Object.entries(FORMS))('that is sent as %s gives the record whose national row it is', async (_, write) => {
    const anyRows = fc
      .constantFrom(...NATIONAL_KINDS)
      .chain((kind) => fc.tuple(fc.constant(kind), fc.array(anyTwinOf(kind), { minLength: 1, maxLength: 4 })));
    await fc.assert(
      fc.asyncProperty(anyRows, fc.integer({ min: 1, max: 40 }), async ([kind, twins], size) => {
        const rows = alike(twins.map(({ row }) => withSeverity(kind, row)));
        const [format, bytes] = await write(kind, rows);
        const head = readTableHead(kind, bytes, format);
        if (!head.ok) throw new Error(JSON.stringify(head.failure));
        const read = await collect(readRows(kind, head.value, chunksOf(bytes.subarray(head.value.bodyFrom), size)));
        const records = read.map((row) => {
          const submission = readSubmission('sent' in row ? row.sent : row.failures);
          if (!submission.ok) throw new Error(JSON.stringify(submission.failure));
          const { severity: _, ...record } = submission.value;
          return record;
        });
        expect(records).toEqual(twins.map(({ submission }) => reading(submission)));
        expect(records.map((record) => toNationalRow(kind, record))).toEqual(twins.map(({ row }) => row));
      }),
      { numRuns: 60 },
    );
  });
});
