import { describe, expect, it } from 'vitest';
import { readTableHead } from '../../../../shared/imports/tables/read-head.ts';
import { readRows } from '../../../../shared/imports/tables/read-rows.ts';
import { rowBoundaries } from '../../../../shared/imports/tables/row-boundaries.ts';
import { isBroken, type TableFormat, type TableHead } from '../../../../shared/imports/tables/table.ts';
import type { RecordKind } from '../../../../shared/records/kinds/kinds.ts';
import { toNationalRow } from '../../../../shared/records/national-row.ts';
import { readSubmission } from '../../../../shared/records/read-submission.ts';
import { licence } from '../../../builders/submissions.ts';
import { chunksOf, collect, gb18030, utf8 } from './table-bytes.ts';

const KIND = 'administrative-licence';
const ROW = Object.entries(toNationalRow(KIND, licence()));
const KEYS = ROW.map(([key]) => key);
const CELLS = ROW.map(([, cell]) => cell);
const SENT = { kind: KIND, national: Object.fromEntries(ROW.filter(([, cell]) => cell !== '')) };

const headOf = (bytes: Uint8Array, format: TableFormat = 'csv', kind: RecordKind = KIND): TableHead => {
  const head = readTableHead(kind, bytes, format);
  if (!head.ok) throw new Error(JSON.stringify(head.failure));
  return head.value;
};

const refused = (text: string | Uint8Array) => {
  const head = readTableHead(KIND, typeof text === 'string' ? utf8(text) : text, 'csv');
  return head.ok ? head.value : head.failure;
};

const rowsOf = async (file: string | Uint8Array, format: TableFormat = 'csv') => {
  const bytes = typeof file === 'string' ? utf8(file) : file;
  const head = headOf(bytes, format);
  const rows = await collect(readRows(KIND, head, chunksOf(bytes.subarray(head.bodyFrom))));
  return rows.map((row) => (isBroken(row) ? [row.number, row.failures[0]] : [row.number, row.sent]));
};

const csv = (...rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.join(',')}\r\n`).join('');

describe('a table of records', () => {
  it('is read as what a post takes, its rows counted as a spreadsheet counts them', async () => {
    expect(await rowsOf(csv(KEYS, CELLS, [], CELLS))).toEqual([
      [2, SENT],
      [4, SENT],
    ]);
  });

  it.each([
    ['with a byte order mark', (text: string) => utf8(`\ufeff${text}`)],
    ['in GB18030', (text: string) => gb18030(text)],
    ['with semicolons', (text: string) => utf8(text.replaceAll(',', ';'))],
    ['with tabs and carriage returns', (text: string) => utf8(text.replaceAll(',', '\t').replaceAll('\r\n', '\r'))],
    ['below a title', (text: string) => utf8(`庄河市行政许可信息公示表,,,\n${text}`)],
  ])('is read %s', async (_, file) => {
    const rows = await rowsOf(file(csv(KEYS, CELLS)));
    expect(rows.map(([, sent]) => sent)).toEqual([SENT]);
  });

  it.each([
    ['an unknown heading', csv([...KEYS, '处理人员'], CELLS), 'unknown-heading', { column: 29, heading: '处理人员' }],
    ['a missing one', csv(KEYS.slice(1), CELLS.slice(1)), 'missing-heading', { key: 'XK_XDR_MC' }],
    ['a doubled one', csv([...KEYS, '许可内容'], CELLS), 'doubled-heading', { heading: '许可内容', other: 'XK_NR' }],
    ['an amount in another unit', csv([...KEYS, '罚款金额（元）'], CELLS), 'unknown-heading', {}],
    ['no headings', csv(CELLS, CELLS), 'unreadable-table', {}],
    ['nothing in it', '', 'unreadable-table', {}],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x41, 0]), 'unreadable-table', {}],
    ['a package', new Uint8Array([0x50, 0x4b, 3, 4, 0]), 'unreadable-table', {}],
  ])('is refused with %s', (_, file, kind, parameters) => {
    expect(refused(file)).toMatchObject([{ kind, parameters }]);
  });

  it('that is UTF-8 but for a few bytes is not read as something else: the rows with those bytes are refused', async () => {
    const bytes = utf8(csv(KEYS, CELLS, CELLS, CELLS));
    const damaged = Uint8Array.from(bytes);
    damaged[bytes.length - utf8(csv(CELLS, CELLS)).length + 1] = 0xff;
    const rows = await rowsOf(damaged);
    const read = rows.map(([, sent]) => readSubmission(sent));
    expect(headOf(damaged).encoding).toBe('utf-8');
    expect(read.map((row) => (row.ok ? 'read' : row.failure[0].kind))).toEqual(['read', 'unreadable-text', 'read']);
  });

  it('is refused without repeating a heading that is somebody’s number', () => {
    expect(refused(csv([...KEYS, '21029919900101001X'], CELLS))).toMatchObject([{ parameters: { heading: '…' } }]);
  });

  it('is read under labels of any width, with spaces, marks, units and keys in brackets', async () => {
    const labels = KEYS.map((key, at) => (at % 2 === 0 ? key : ` ${key.toLowerCase()} `));
    const at = KEYS.indexOf('XK_NR');
    labels[at] = '＊许可 内容（XK_NR）';
    labels[KEYS.indexOf('XK_XDR_SHXYM')] = '行政相对人代码＿１（统一社会信用代码）';
    expect(await rowsOf(csv(labels, CELLS))).toEqual([[2, SENT]]);
  });

  it('has rows that are refused one by one, each with what is wrong with it', async () => {
    const few = CELLS.slice(0, 20);
    const rows = await rowsOf(csv(KEYS, few, [...CELLS, '多余'], ['"甲"乙', ...CELLS.slice(1)], CELLS));
    expect(rows.map(([number, row]) => [number, Object(row).kind])).toEqual([
      [2, 'broken-row'],
      [3, 'broken-row'],
      [4, 'broken-row'],
      [5, KIND],
    ]);
  });

  it('may leave out empty cells at the end, as spreadsheets do', async () => {
    expect(await rowsOf(csv(KEYS, CELLS.slice(0, -1)))).toEqual([[2, SENT]]);
  });

  it('that ends within a row loses this row alone', async () => {
    const whole = utf8(csv(KEYS, CELLS, CELLS));
    const rowLength = utf8(csv(CELLS)).length;
    for (const cut of [5, 30, 100, 200]) {
      const rows = await rowsOf(whole.subarray(0, whole.length - rowLength + cut));
      expect(rows).toMatchObject([
        [2, SENT],
        [3, { kind: 'broken-row', parameters: { reason: { zh: expect.stringContaining('中断') } } }],
      ]);
    }
  });

  it('has what stands beside the national row where a post has it', async () => {
    const beside = { 是否公开: '是', 公开或不公开的依据: '行政许可法第四十条', 公开决定日期: '2026年11月3日' };
    const rows = await rowsOf(csv([...KEYS, ...Object.keys(beside)], [...CELLS, ...Object.values(beside)]));
    const disclosure = { public: true, basis: '行政许可法第四十条', decidedOn: '2026-11-03' };
    expect(rows).toEqual([[2, { ...SENT, disclosure }]]);
  });

  it('is divided into parts that give the rows of the whole', async () => {
    const bytes = utf8(csv(KEYS, ...Array.from({ length: 20 }, (_, at) => [`"甲\r\n${at}"`, ...CELLS.slice(1)]), []));
    const head = headOf(bytes);
    const whole = await collect(readRows(KIND, head, chunksOf(bytes.subarray(head.bodyFrom))));
    const parts = await collect(rowBoundaries(head, chunksOf(bytes.subarray(head.bodyFrom), 11), 500));
    expect(parts.length).toBeGreaterThan(3);
    const apart = await Promise.all(
      parts.map(({ from, to, firstRow }) =>
        collect(readRows(KIND, head, chunksOf(bytes.subarray(from, to), 13), firstRow)),
      ),
    );
    expect(apart.flat()).toEqual(whole);
    expect(apart.map((rows) => rows.length)).toEqual(parts.map(({ rows }) => rows));
    expect(parts.at(-1)?.to).toBe(bytes.length);
  });

  it('may be lines of JSON: our names, national rows, rows alone, or rows that were refused and mended', async () => {
    const national = SENT.national;
    const lines = [licence(), SENT, national, { number: 3, errors: [], row: national }, []].map((row) =>
      JSON.stringify(row),
    );
    expect(await rowsOf([...lines, '{"kind":"rating"}', '{"kind":"admin'].join('\n'), 'ndjson')).toMatchObject([
      [1, licence()],
      [2, SENT],
      [3, SENT],
      [4, SENT],
      [5, { kind: 'broken-row' }],
      [6, { kind: 'invalid-value', pointer: '/kind' }],
      [7, { kind: 'broken-row', parameters: { reason: { zh: expect.stringContaining('中断') } } }],
    ]);
  });

  it('refuses a line that names one column twice, by its key and by its Chinese name', async () => {
    const national = toNationalRow(KIND, licence());
    const row = JSON.stringify({ ...national, 行政相对人名称: '另一家公司' });
    expect(await rowsOf(`${row}\n`, 'ndjson')).toMatchObject([
      [1, { kind: 'doubled-heading', pointer: '/national/XK_XDR_MC', parameters: { other: 'XK_XDR_MC' } }],
    ]);
  });
});
