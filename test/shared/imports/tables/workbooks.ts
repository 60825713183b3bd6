import { strToU8, type Zippable, zipSync } from 'fflate';
import type { ByteSource } from '../../../../shared/imports/tables/workbook/package.ts';

/** Bytes as a file of which any range can be read, in small pieces. */
export const sourceOf = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  async *read(from, to) {
    for (let at = from; at < to; at += 1_000) yield bytes.subarray(at, Math.min(to, at + 1_000));
  },
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '_x000D_');

const letters = (column: number): string =>
  (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : '') + String.fromCharCode(65 + (column % 26));

/** A text, or the XML of a cell's inside with its attributes. */
export type TestCell = string | { readonly attributes?: string; readonly inside: string };

export const number = (value: string, style = 0): TestCell => ({
  attributes: `s="${style}"`,
  inside: `<v>${value}</v>`,
});

const cellXml = (cell: TestCell, reference: string): string => {
  if (cell === '') return '';
  if (typeof cell !== 'string') return `<c r="${reference}" ${cell.attributes ?? ''}>${cell.inside}</c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
};

export interface TestSheet {
  readonly rows: readonly (readonly TestCell[])[];
  readonly behind?: string;
  readonly state?: string;
}

export const sheetXml = ({ rows, behind = '' }: TestSheet): string => {
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, column) => cellXml(cell, `${letters(column)}${at + 1}`)).join('');
    return row.length === 0 ? '' : `<row r="${at + 1}">${cells}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.join('')}</sheetData>${behind}</worksheet>`;
};

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const relationsXml = (relations: readonly (readonly [string, string, string])[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export interface TestBook {
  readonly sheets: readonly TestSheet[];
  readonly from1904?: boolean;
  readonly sharedStrings?: string;
  readonly parts?: Readonly<Record<string, string>>;
}

/** A workbook as spreadsheets write it; style 1 is a date, style 2 one of a format of its own. */
export const workbookOf = ({ sheets, from1904 = false, sharedStrings, parts = {} }: TestBook): Uint8Array => {
  const sheetList = sheets.map(
    ({ state = 'visible' }, at) => `<sheet name="表${at}" sheetId="${at + 1}" state="${state}" r:id="rId${at}"/>`,
  );
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationsXml([['r', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns:r="${OFFICE}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheetList.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...sheets.map((_, at) => [`rId${at}`, 'worksheet', `worksheets/sheet${at}.xml`] as const),
      ['s', 'styles', '/xl/styles.xml'],
      ...(sharedStrings === undefined ? [] : [['t', 'sharedStrings', 'sharedStrings.xml'] as const]),
    ]),
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="0.00&quot;yd&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs></styleSheet>',
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at}.xml`, sheetXml(sheet)])),
    ...(sharedStrings !== undefined && { 'xl/sharedStrings.xml': sharedStrings }),
    ...parts,
  };
  const packed: Zippable = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return zipSync(packed);
};
