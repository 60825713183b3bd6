import { describe, expect, it } from 'vitest';
import { errorTableRow } from '../../../../shared/imports/tables/error-table.ts';
import { readTableHead } from '../../../../shared/imports/tables/read-head.ts';
import { readRows } from '../../../../shared/imports/tables/read-rows.ts';
import { readWorkbook } from '../../../../shared/imports/tables/read-workbook.ts';
import { rowBoundaries } from '../../../../shared/imports/tables/row-boundaries.ts';
import { toNationalRow } from '../../../../shared/records/national-row.ts';
import { readSubmission } from '../../../../shared/records/read-submission.ts';
import { licence } from '../../../builders/submissions.ts';
import { chunksOf, collect, utf8 } from './table-bytes.ts';
import { sourceOf, workbookOf } from './workbooks.ts';

const KIND = 'administrative-licence';
const NATIONAL = toNationalRow(KIND, licence());
const KEYS = Object.keys(NATIONAL);
const CELLS = Object.values(NATIONAL);
const line = (cells: readonly string[]): string => `${cells.join(',')}\n`;

const read = async (text: string) => {
  const bytes = utf8(text);
  const head = readTableHead(KIND, bytes.subarray(0, 65_536), 'csv');
  if (!head.ok) return { failure: head.failure, rows: [], parts: [] };
  const body = () => chunksOf(bytes.subarray(head.value.bodyFrom), 50_000);
  const rows = await collect(readRows(KIND, head.value, body()));
  return { head: head.value, rows, parts: await collect(rowBoundaries(head.value, body(), 10_000)) };
};

const failuresIn = (row: object | undefined): readonly unknown[] =>
  row && 'failures' in row ? [row.failures].flat() : [];

describe('a file that is made to harm', () => {
  it.each([
    ['headings of brackets', `${'('.repeat(60_000)}\n`],
    ['a heading row of separators', `${','.repeat(60_000)}\n`],
    ['nothing but quotes', '"'.repeat(400_000)],
    ['nothing but zeros', '\0'.repeat(400_000)],
  ])('is refused as a whole: %s', async (_, text) => {
    expect((await read(text)).failure).toMatchObject([{ kind: 'unreadable-table' }]);
  });

  it('has no more failures told of it than a problem tells', async () => {
    const headings = [...KEYS, ...Array.from({ length: 5_000 }, (_, at) => `列${at}`)];
    expect((await read(line(headings))).failure).toHaveLength(50);
    const { rows } = await read(
      line(KEYS) + line([...CELLS, ...Array.from({ length: 50_000 }, () => 'x')]) + line(CELLS),
    );
    expect(rows.map((row) => failuresIn(row).length)).toEqual([1, 0]);
  });

  it('costs its own rows only: quotes that nothing closes, spaces without end', async () => {
    const spaces = CELLS.map((cell, at) => (KEYS[at] === 'XK_JDRQ' ? `2026${' '.repeat(4_000)}x` : cell));
    const hostile = [line(KEYS), ...Array.from({ length: 300 }, () => line(spaces)), line(CELLS)].join('');
    const { rows } = await read(hostile);
    const good = rows.filter((row) => 'sent' in row && readSubmission(row.sent).ok);
    expect([rows.length, good.length]).toEqual([301, 1]);
    const quotes = [
      line(KEYS),
      ...Array.from({ length: 3_000 }, () => line(['"甲', ...CELLS.slice(1)])),
      line(CELLS),
    ].join('');
    const after = await read(quotes);
    expect(after.rows.at(-1)).toMatchObject({ number: 3_002, sent: { kind: KIND } });
    expect(after.parts.reduce((sum, { rows: count }) => sum + count, 0)).toBe(after.rows.length);
  });

  it('is answered in full where JSON lies too deep to be written', async () => {
    const head = readTableHead(KIND, utf8('{}'), 'ndjson');
    if (!head.ok) throw new Error();
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const original of [deep, `{"row":${deep},"errors":[]}`]) {
      const rows = await collect(readRows(KIND, head.value, chunksOf(utf8(`${original}\n`), 50_000)));
      expect(rows).toMatchObject([{ failures: [{ kind: 'broken-row' }] }]);
      const written = errorTableRow(KIND, head.value, { number: 1, original, failures: [{ kind: 'broken-json' }] });
      expect(written.endsWith('\n')).toBe(true);
    }
  });

  it('has a prototype for a key, which is a key like any other', async () => {
    const head = readTableHead(KIND, utf8('{}'), 'ndjson');
    if (!head.ok) throw new Error();
    const text = '{"__proto__":{"kind":"rating"},"constructor":"x"}\n{"national":{"__proto__":"x"}}\n';
    const rows = await collect(readRows(KIND, head.value, chunksOf(utf8(text))));
    for (const row of rows) expect('sent' in row && readSubmission(row.sent).ok).toBe(false);
    expect(Object.hasOwn(Object.prototype, 'kind')).toBe(false);
  });

  const refusedBook = async (parts: Readonly<Record<string, string>>) => {
    const bytes = workbookOf({ sheets: [{ rows: [KEYS, CELLS] }], parts });
    const written = await readWorkbook(KIND, sourceOf(bytes), async () => undefined);
    return written.ok ? 'read' : written.failure[0].kind;
  };

  it('is a workbook that is read or refused within its bounds', async () => {
    const sheet = (inside: string) => `<worksheet>${inside}</worksheet>`;
    const head = `<row>${KEYS.map((key) => `<c t="inlineStr"><is><t>${key}</t></is></c>`).join('')}</row>`;
    const runs = `<row><c t="inlineStr"><is>${'<t>长文</t>'.repeat(200_000)}</is></c></row>`;
    const values = `<row><c><v>${'1<x/>'.repeat(200_000)}</v></c></row>`;
    const merges = `<mergeCells>${'<mergeCell '.repeat(300_000)}`;
    const columns = `<row>${'<c><v>1</v></c>'.repeat(100_000)}</row>`;
    const formats = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${'['.repeat(900_000)}"/></numFmts></styleSheet>`;
    const name = 'xl/worksheets/sheet0.xml';
    expect([
      await refusedBook({ [name]: sheet(`<sheetData>${head}${runs}${values}</sheetData>`) }),
      await refusedBook({ [name]: sheet(`<sheetData>${head}</sheetData>${merges}`) }),
      await refusedBook({ [name]: sheet(`<sheetData>${head}${columns}</sheetData>`) }),
      await refusedBook({ [name]: sheet(`<sheetData>${head}<row r="9999999"/></sheetData>`) }),
      await refusedBook({ 'xl/styles.xml': formats }),
      await refusedBook({ 'xl/styles.xml': formats.replace('[', '<') }),
    ]).toEqual(['read', 'unreadable-table', 'table-too-large', 'table-too-large', 'read', 'unreadable-table']);
  });
});
