import { describe, expect, it } from 'vitest';
import { writtenCell } from '../../../../shared/imports/tables/cells.ts';
import { errorTableHead, errorTableRow, toErrorTable } from '../../../../shared/imports/tables/error-table.ts';
import { readTableHead } from '../../../../shared/imports/tables/read-head.ts';
import { readRows } from '../../../../shared/imports/tables/read-rows.ts';
import { type BrokenRow, isBroken, type TableFormat, type TableHead } from '../../../../shared/imports/tables/table.ts';
import { templateOf } from '../../../../shared/imports/tables/template-of.ts';
import type { Failure } from '../../../../shared/kernel/failure.ts';
import { KINDS } from '../../../../shared/records/kinds/kinds.ts';
import { toNationalRow } from '../../../../shared/records/national-row.ts';
import { licence, penalty } from '../../../builders/submissions.ts';
import { chunksOf, collect, gb18030, utf8 } from './table-bytes.ts';

const KIND = 'administrative-licence';
const NATIONAL = toNationalRow(KIND, licence({}, { licenceContent: '=HYPERLINK("http://a","b")，\n第二行' }));
const KEYS = Object.keys(NATIONAL);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`;

const read = async (bytes: Uint8Array, format: TableFormat = 'csv') => {
  const head = readTableHead(KIND, bytes, format);
  if (!head.ok) throw new Error(JSON.stringify(head.failure));
  const rows = await collect(readRows(KIND, head.value, chunksOf(bytes.subarray(head.value.bodyFrom))));
  return { head: head.value, rows };
};

async function* each(rows: readonly BrokenRow[]): AsyncGenerator<BrokenRow> {
  yield* rows;
}

const errorTable = async (head: TableHead, rows: readonly BrokenRow[]): Promise<Uint8Array> => {
  const chunks = await collect(toErrorTable(KIND, head, each(rows)));
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
};

const FAILURES: readonly [Failure, ...Failure[]] = [
  {
    kind: 'wrong-check-character',
    pointer: '/national/XK_XDR_SHXYM',
    parameters: { code: { zh: '统一社会信用代码', en: 'code' } },
  },
  { kind: 'severity-required', pointer: '/severity' },
];

const original = line(Object.values(NATIONAL)).trimEnd();

describe('the table of refused rows', () => {
  it('says of each which columns and why, and can be sent again as it is', async () => {
    const { head, rows } = await read(utf8(line(KEYS) + line(Object.values(NATIONAL))));
    const table = await errorTable(head, [{ number: 2, original, failures: FAILURES }]);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(table);
    expect(text).toMatch(/^\ufeff错误行号,错误字段,错误原因,error,XK_XDR_MC,/);
    expect(text).toContain('\r\n2,XK_XDR_SHXYM；/severity,');
    expect(text).toContain(`"'=HYPERLINK(""http://a"",""b"")，\n第二行"`);
    const again = await read(table);
    const sent = rows.map((row) => ('sent' in row ? Object(row.sent).national : row));
    const sentAgain = again.rows.map((row) => ('sent' in row ? Object(row.sent).national : row));
    expect(sentAgain).toEqual([{ ...sent[0], XK_NR: `'${NATIONAL['XK_NR']}` }]);
    const third = await errorTable(again.head, [
      { number: 2, original: text.split('\r\n')[1] ?? '', failures: FAILURES },
    ]);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(third)).toContain(errorTableHead(KIND, head));
  });

  it('names the column that the sender has, and the group of columns where all of it is missing', async () => {
    const headings = [
      '承诺编码',
      '承诺人名称',
      '承诺人类别',
      '证件号码',
      '承诺类型',
      '承诺事由',
      '承诺内容',
      '违诺责任',
      '承诺作出日期',
      '公开类型',
    ];
    const head = readTableHead('commitment', utf8(line(headings)), 'csv');
    if (!head.ok) throw new Error(JSON.stringify(head.failure));
    const failures: readonly [Failure, ...Failure[]] = [
      { kind: 'malformed-code', pointer: '/national/identify' },
      { kind: 'missing-field', pointer: '/disclosure' },
    ];
    expect(errorTableRow('commitment', head.value, { number: 2, original: 'a', failures })).toMatch(
      /^2,证件号码；是否公开,/,
    );
  });

  it('is in UTF-8 whatever the sender wrote in', async () => {
    const { head } = await read(gb18030(line(KEYS) + line(Object.values(NATIONAL))));
    expect(head.encoding).toBe('gb18030');
    const again = await read(await errorTable(head, [{ number: 2, original, failures: FAILURES }]));
    expect([again.head.encoding, again.rows.length]).toEqual(['utf-8', 1]);
  });

  it('keeps a row whose cells cannot be told apart whole, and refuses it again as long as it is not mended', async () => {
    const { head, rows } = await read(utf8(`${line(KEYS)}"甲"乙,丙\n`));
    const again = await read(await errorTable(head, rows.filter(isBroken)));
    expect(again.rows).toMatchObject([{ failures: [{ kind: 'broken-row' }] }]);
    expect(again.rows[0]?.original).toContain('"""甲""乙,丙"');
  });

  it('shows what a spreadsheet spoilt, and refuses it as long as it is not entered again', async () => {
    const at = KEYS.indexOf('XK_WSH');
    const cells = Object.values(NATIONAL).with(at, '\u001adigits:202611020000012300');
    const { head } = await read(utf8(line(KEYS)));
    const book: TableHead = { ...head, format: 'xlsx' };
    const [row] = await collect(readRows(KIND, book, chunksOf(utf8(line(cells)))));
    if (row === undefined || !isBroken(row)) throw new Error('a number of eighteen digits was read');
    const table = await errorTable(book, [row]);
    const again = await read(table);
    expect(again.rows).toMatchObject([{ failures: [{ kind: 'unreadable-cell', pointer: '/national/XK_WSH' }] }]);
    const twice = new TextDecoder().decode(await errorTable(again.head, again.rows.filter(isBroken)));
    expect(twice).toContain(',⚠202611020000012300,');
    const { rows } = await read(utf8(twice.replace('⚠202611020000012300', '202611020000012345')));
    expect(rows).toMatchObject([{ sent: { national: { XK_WSH: '202611020000012345' } } }]);
  });

  it('does not fill up a row within which the file ended', async () => {
    const file = utf8(line(KEYS) + line(Object.values(NATIONAL)));
    for (let cut = 5; cut < 400; cut += 7) {
      const { head, rows } = await read(file.subarray(0, utf8(line(KEYS)).length + cut));
      const again = await read(await errorTable(head, rows.filter(isBroken)));
      expect(again.rows.filter(isBroken)).toHaveLength(rows.filter(isBroken).length);
    }
    const plain = ['庄河示例建筑有限公司', '一', ...KEYS.slice(2).map(() => '')];
    const { head } = await read(utf8(line(KEYS)));
    const [row] = await collect(readRows(KIND, head, chunksOf(utf8(plain.slice(0, -3).join(',')))));
    if (row === undefined || !isBroken(row)) throw new Error('half a row was read');
    expect(new TextDecoder().decode(await errorTable(head, [row]))).toContain('⚠');
  });

  it('of lines of JSON is lines of JSON', async () => {
    const { head } = await read(utf8('{}\n'), 'ndjson');
    const own = '{"XK_NR":"内容","CF_NR_FK":0.10}';
    const row = errorTableRow(KIND, head, { number: 7, original: own, failures: FAILURES });
    expect(row).toContain(`"row":${own}}`);
    const again = await read(utf8(row), 'ndjson');
    expect(again.rows).toMatchObject([{ number: 1, sent: { kind: KIND, national: { XK_NR: '内容' } } }]);
    const twice = errorTableRow(KIND, head, { number: 1, original: row.trimEnd(), failures: FAILURES });
    expect(JSON.parse(twice).row).toEqual(JSON.parse(own));
    const broken = errorTableRow(KIND, head, { number: 9, original: '{"XK', failures: FAILURES });
    expect(JSON.parse(broken).row).toBe('{"XK');
  });

  it.each([',', ';', '\t'])(
    'with %j between cells asks for columns that are lacking, before cells that are too many',
    async (delimiter) => {
      const kind = 'administrative-penalty';
      const national = toNationalRow(kind, penalty());
      const filled = Object.fromEntries(Object.entries(national).filter(([, cell]) => cell !== ''));
      const cells = Object.values(national).map((cell) => writtenCell(cell, delimiter));
      const file = gb18030(`${Object.keys(national).join(delimiter)}\r\n${[...cells, 'beyond'].join(delimiter)}\r\n`);
      const head = readTableHead(kind, file, 'csv');
      if (!head.ok) throw new Error(JSON.stringify(head.failure));
      expect(head.value).toMatchObject({ encoding: 'gb18030', delimiter });
      const [row] = await collect(readRows(kind, head.value, chunksOf(file.subarray(head.value.bodyFrom))));
      if (row === undefined || !isBroken(row)) throw new Error('a cell too many was read');
      const text = errorTableHead(kind, head.value) + errorTableRow(kind, head.value, row);
      const mended = utf8(text.replace(/..beyond\r\n$/, `严重${delimiter}分级标准第三条\r\n`));
      const again = readTableHead(kind, mended, 'csv');
      if (!again.ok) throw new Error(JSON.stringify(again.failure));
      expect(await collect(readRows(kind, again.value, chunksOf(mended.subarray(again.value.bodyFrom))))).toMatchObject(
        [{ sent: { national: filled, severity: { grade: 'serious', criterion: '分级标准第三条' } } }],
      );
    },
  );

  it('asks for what the national table has no column for: filled in and sent again it says the grade', async () => {
    const kind = 'administrative-penalty';
    const national = toNationalRow(kind, penalty());
    const file = utf8(line(Object.keys(national)) + line(Object.values(national)));
    const head = readTableHead(kind, file, 'csv');
    if (!head.ok) throw new Error(JSON.stringify(head.failure));
    const rows = await collect(readRows(kind, head.value, chunksOf(file.subarray(head.value.bodyFrom))));
    expect(rows.map((row) => 'sent' in row && Object(row.sent).severity)).toEqual([undefined]);

    const refused: BrokenRow = {
      number: 2,
      original: line(Object.values(national)).trimEnd(),
      failures: [{ kind: 'severity-required', pointer: '/severity' }],
    };
    const text = errorTableHead(kind, head.value) + errorTableRow(kind, head.value, refused);
    expect(text.split('\r\n')[0]?.split(',').slice(-2)).toEqual(['严重程度', '认定标准']);
    expect(text).toMatch(/\r\n2,严重程度,/);

    const mended = utf8(text.replace(/,,\r\n$/, ',严重,分级标准第三条\r\n'));
    const again = readTableHead(kind, mended, 'csv');
    if (!again.ok) throw new Error(JSON.stringify(again.failure));
    const [row] = await collect(readRows(kind, again.value, chunksOf(mended.subarray(again.value.bodyFrom))));
    expect(row).toMatchObject({ sent: { severity: { grade: 'serious', criterion: '分级标准第三条' } } });
  });
});

describe('a template', () => {
  it.each(KINDS)('of %s is read without a failure, and holds no row', async (kind) => {
    const bytes = await templateOf(kind, 'csv');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const head = readTableHead(kind, bytes, 'csv');
    if (!head.ok) throw new Error(JSON.stringify(head.failure));
    expect(await collect(readRows(kind, head.value, chunksOf(bytes.subarray(head.value.bodyFrom))))).toEqual([]);
  });
});
