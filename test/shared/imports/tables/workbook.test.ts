import { describe, expect, it } from 'vitest';
import { readTableHead } from '../../../../shared/imports/tables/read-head.ts';
import { readRows } from '../../../../shared/imports/tables/read-rows.ts';
import { readWorkbook } from '../../../../shared/imports/tables/read-workbook.ts';
import { isBroken, type TableRow } from '../../../../shared/imports/tables/table.ts';
import { templateOf } from '../../../../shared/imports/tables/template-of.ts';
import type { ByteSource } from '../../../../shared/imports/tables/workbook/package.ts';
import type { Failures } from '../../../../shared/kernel/failure.ts';
import { toNationalRow } from '../../../../shared/records/national-row.ts';
import { readSubmission } from '../../../../shared/records/read-submission.ts';
import { licence } from '../../../builders/submissions.ts';
import { chunksOf, collect, utf8 } from './table-bytes.ts';
import { number, sheetXml, sourceOf, type TestBook, type TestCell, type TestSheet, workbookOf } from './workbooks.ts';

const KIND = 'administrative-licence';
const NATIONAL = toNationalRow(KIND, licence());
const KEYS = Object.keys(NATIONAL);

const linesOf = async (source: ByteSource): Promise<string | Failures> => {
  const decoder = new TextDecoder();
  let text = '';
  const read = await readWorkbook(KIND, source, async (bytes) => {
    text += decoder.decode(bytes, { stream: true });
  });
  return read.ok ? text : read.failure;
};

const rowsOf = async (bytes: Uint8Array): Promise<readonly TableRow[] | Failures> => {
  const text = await linesOf(sourceOf(bytes));
  if (typeof text !== 'string') return text;
  const lines = utf8(text);
  const head = readTableHead(KIND, lines, 'xlsx');
  return head.ok
    ? await collect(readRows(KIND, head.value, chunksOf(lines.subarray(head.value.bodyFrom))))
    : head.failure;
};

const rowWith = (cells: Readonly<Record<string, TestCell>>): readonly TestCell[] =>
  KEYS.map((key) => cells[key] ?? NATIONAL[key] ?? '');

const book = (rows: readonly (readonly TestCell[])[], other: Partial<TestSheet & TestBook> = {}): Uint8Array =>
  workbookOf({ sheets: [{ rows: [KEYS, ...rows], ...other }], ...other });

/** What a cell is read as, or why it is refused. */
const cell = async (key: string, given: TestCell, other: Partial<TestBook> = {}) => {
  const rows = await rowsOf(book([rowWith({ [key]: given })], other));
  const [row] = rows;
  if (row === undefined || 'kind' in row) throw new Error(JSON.stringify(rows));
  if (isBroken(row))
    return row.failures.map(({ kind, pointer, parameters }) => [kind, pointer, Object(parameters?.['reason']).en])[0];
  return Object(Object(row.sent).national)[key];
};

describe('a workbook', () => {
  it('is read as what a post takes, under the numbers that the spreadsheet shows', async () => {
    const rows = await rowsOf(workbookOf({ sheets: [{ rows: [['许可公示表'], KEYS, rowWith({}), [], rowWith({})] }] }));
    expect(rows).toMatchObject([{ number: 3 }, { number: 5 }]);
    const sent = Object(rows[0]).sent;
    expect(readSubmission(sent)).toEqual(readSubmission({ kind: KIND, national: NATIONAL }));
    expect(readSubmission(sent).ok).toBe(true);
  });

  it('has cells that do not say where they stand: an empty one keeps its place', async () => {
    const row = KEYS.map((key) => NATIONAL[key] ?? '').map((text) =>
      text === '' ? '<c/>' : `<c t="inlineStr"><is><t>${text}</t></is></c>`,
    );
    const head = KEYS.map((key) => `<c t="inlineStr"><is><t>${key}</t></is></c>`);
    const sheet = `<worksheet><sheetData><row>${head.join('')}</row><row>${row.join('')}</row></sheetData></worksheet>`;
    const [read] = await rowsOf(workbookOf({ sheets: [{ rows: [] }], parts: { 'xl/worksheets/sheet0.xml': sheet } }));
    expect(readSubmission(Object(read).sent)).toEqual(readSubmission({ kind: KIND, national: NATIONAL }));
  });

  it('is read from shared texts, in runs, without what stands above them for pronunciation', async () => {
    const sharedStrings =
      '<sst><si><t>别的</t></si><si><r><t>准予</t></r><r><t xml:space="preserve"> 许可</t></r><rPh><t>ㄓㄨㄣ</t></rPh></si></sst>';
    expect(await cell('XK_XKWS', { attributes: 't="s"', inside: '<v>1</v>' }, { sharedStrings })).toBe('准予 许可');
    expect(await cell('XK_XKWS', { attributes: 't="s"', inside: '<v>7</v>' }, { sharedStrings })).toMatchObject([
      'unreadable-cell',
      '/national/XK_XKWS',
      'its text is not in the workbook: save it again',
    ]);
  });

  it.each([
    ['a number formatted as a date', 'XK_JDRQ', number('46266', 1), {}, '2026/09/01'],
    ['in a format of its own, with a time', 'XK_JDRQ', number('46266.75', 2), {}, '2026/09/01'],
    ['from 1904', 'XK_JDRQ', number('44804', 1), { from1904: true }, '2026/09/01'],
    ['not formatted, in a column of dates', 'XK_JDRQ', number('46266'), {}, '2026/09/01'],
    ['as eight digits', 'XK_JDRQ', number('20260901'), {}, '20260901'],
    ['as a text', 'XK_JDRQ', '2026年9月1日', {}, '2026年9月1日'],
    ['a number with a unit that reads like a date', 'XK_XKBH', number('12', 3), {}, '12'],
    ['a code of fifteen digits', 'XK_XDR_GSZC', number('210299000000019'), {}, '210299000000019'],
    ['a sum of tenths', 'XK_XKBH', number('0.30000000000000004'), {}, '0.3'],
    [
      'what a formula gave',
      'XK_NR',
      { attributes: 't="str"', inside: '<f>A1&amp;B1</f><v>食品&amp;饮料</v>' },
      {},
      '食品&饮料',
    ],
    ['a formula that gave nothing', 'XK_XKZS', { attributes: 't="str"', inside: '<f>A1</f><v></v>' }, {}, undefined],
    ['a line break', 'XK_NR', '食品\r\n饮料', {}, '食品\r\n饮料'],
  ] as const)('holds %s', async (_, key, given, other, read) => {
    expect(await cell(key, given, other)).toBe(read);
  });

  it.each([
    ['a formula whose result is not stored', 'XK_NR', { inside: '<f>A1</f><v/>' }, /formula without/],
    ['a formula that failed', 'XK_NR', { attributes: 't="e"', inside: '<f>A1</f><v>#N/A</v>' }, /failed/],
    ['more digits than a spreadsheet keeps', 'XK_XDR_SHXYM', number('912102990000000000'), /15 digits/],
    ['a number in its short way', 'XK_XKBH', number('2.10299E+17'), /15 digits/],
    ['a number that became a date', 'XK_WSH', number('46266', 1), /turned a text/],
    ['the day that never was', 'XK_JDRQ', number('60', 1), /out of range/],
  ] as const)('is refused for the row alone where it holds %s', async (_, key, given, reason) => {
    expect(await cell(key, given)).toEqual(['unreadable-cell', `/national/${key}`, expect.stringMatching(reason)]);
  });

  it('refuses the rows that merged cells reach, and no others', async () => {
    const rows = [rowWith({}), rowWith({}), rowWith({ XK_XDR_MC: '' }), rowWith({}), rowWith({})];
    const behind = '<mergeCells count="2"><mergeCell ref="A3:A4"/><mergeCell ref="AB5:AB6"/></mergeCells>';
    const read = await rowsOf(book(rows, { behind }));
    expect(read.map((row) => ('failures' in row ? row.failures[0].kind : 'read'))).toEqual([
      'read',
      'unreadable-cell',
      'unreadable-cell',
      'read',
      'read',
    ]);
  });

  it('is read from the one sheet that holds such records: explanations and hidden sheets are let lie', async () => {
    const filled = { rows: [KEYS, rowWith({})] };
    const explained = { rows: [['填表说明'], ['一、……']] };
    expect(await rowsOf(workbookOf({ sheets: [explained, { ...filled, state: 'hidden' }, filled] }))).toHaveLength(1);
    expect(await rowsOf(workbookOf({ sheets: [filled, filled] }))).toMatchObject([{ kind: 'unreadable-table' }]);
    expect(await rowsOf(workbookOf({ sheets: [explained] }))).toMatchObject([{ kind: 'unreadable-table' }]);
    expect(await rowsOf(workbookOf({ sheets: [{ rows: [[...KEYS, '经办人']] }] }))).toMatchObject([
      { kind: 'unknown-heading' },
    ]);
  });

  it('is refused before memory is used, if it claims two gigabytes', async () => {
    const bytes = book([rowWith({})]);
    const name = utf8('xl/worksheets/sheet0.xml');
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length - 46; at += 1) {
      const isEntry =
        view.getUint32(at, true) === 0x02014b50 && name.every((byte, offset) => bytes[at + 46 + offset] === byte);
      if (isEntry) view.setUint32(at + 24, 2 ** 31, true);
    }
    expect(await linesOf(sourceOf(bytes))).toMatchObject([{ kind: 'table-too-large' }]);
  });

  it('is refused as soon as it unpacks to more than it claims or than is read: a bomb', async () => {
    const bytes = book([rowWith({})], {
      parts: { 'xl/worksheets/sheet0.xml': `${sheetXml({ rows: [KEYS] })}${' '.repeat(3_000_000)}` },
    });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length - 46; at += 1)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 3_000_000)
        view.setUint32(at + 24, 1_000, true);
    expect(await linesOf(sourceOf(bytes))).toMatchObject([{ kind: 'unreadable-table' }]);
    const endless = book([], {
      parts: { 'xl/worksheets/sheet0.xml': `<worksheet><sheetData><row><c><v>${'1'.repeat(5_000_000)}` },
    });
    expect(await linesOf(sourceOf(endless))).toMatchObject([{ kind: 'unreadable-table' }]);
    const deep = book([], { parts: { 'xl/worksheets/sheet0.xml': '<a>'.repeat(1_000_000) } });
    expect(await linesOf(sourceOf(deep))).toMatchObject([{ kind: 'unreadable-table' }]);
  });

  it('is refused if it is none, an old or encrypted one, cut off, or asks for entities', async () => {
    const whole = book([rowWith({})]);
    const entities =
      '<!DOCTYPE a [<!ENTITY x "y">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>';
    for (const bytes of [
      utf8('a,b'),
      new Uint8Array(),
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(100)]),
      whole.subarray(0, whole.length - 30),
      whole.subarray(500),
      book([], { parts: { 'xl/worksheets/sheet0.xml': entities } }),
      book([], {
        parts: { 'xl/worksheets/sheet0.xml': '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>' },
      }),
    ])
      expect(await linesOf(sourceOf(bytes))).toMatchObject([{ kind: 'unreadable-table' }]);
  });

  it('gives the fault of its source as it is', async () => {
    const bytes = book([rowWith({})]);
    const broken: ByteSource = {
      size: bytes.length,
      async *read(from, to) {
        if (from > 0 && to - from < 600 && to - from > 100) throw new Error('the line is down');
        yield bytes.subarray(from, to);
      },
    };
    await expect(linesOf(broken)).rejects.toThrow('the line is down');
  });

  it('may be the template itself, filled in: its explanations are not read', async () => {
    const template = await templateOf(KIND, 'xlsx');
    expect(await rowsOf(template)).toEqual([]);
  });
});
