import writeXlsxFile, { type Row, type Sheet } from 'write-excel-file/node';
import { type Block, type Cell, type Column, type Document, linesOf, type Table } from './document.ts';

const FONT = { fontFamily: 'Microsoft YaHei', fontSize: 10 };
const SHADE = '#EEF1F5';
const HEADING_SIZES = { 1: 12, 2: 11 } as const;
/** Characters that a column is wide for each share, and the width of the sheet that holds the texts. */
const SHARE_WIDTH = 8;
const TEXT_WIDTH = 110;
/** What Excel allows in the name of a sheet: 31 characters, none of these. */
const SHEET_NAME_LENGTH = 31;
const NOT_IN_SHEET_NAME = /[[\]:*?/\\]/g;

/** A text is never a formula: cells are written with their type, whatever they begin with. */
const cellOf = (cell: Cell, style: object = {}) => {
  if (cell === undefined) return null;
  return typeof cell === 'number'
    ? { type: Number, value: cell, format: '0', ...style }
    : { type: String, value: cell, wrap: true, alignVertical: 'top' as const, ...style };
};

const headOf = (columns: readonly Column[]): Row =>
  columns.map(({ heading }) => cellOf(heading, { fontWeight: 'bold', backgroundColor: SHADE }));

const tableSheet = (
  { title, columns, rows, total }: Table,
  orientation: Document['orientation'],
  name: string,
): Sheet<never> => ({
  sheet: name,
  ...(orientation === 'landscape' && { orientation }),
  columns: columns.map(({ share }) => ({ width: share * SHARE_WIDTH })),
  // The name of a sheet may be cut short: the whole title stands above its table, and both stay in view.
  stickyRowsCount: 2,
  data: [
    [cellOf(title, { fontWeight: 'bold', wrap: false })],
    headOf(columns),
    ...rows.map((row) => row.map((cell) => cellOf(cell))),
    ...(total === undefined ? [] : [total.map((cell) => cellOf(cell, { fontWeight: 'bold', backgroundColor: SHADE }))]),
  ],
});

const textRows = (block: Exclude<Block, Table>, language: Document['language']): readonly Row[] => {
  const style = block.kind === 'heading' ? { fontWeight: 'bold', fontSize: HEADING_SIZES[block.level] } : {};
  return linesOf(block, language).map((line) => [cellOf(line, style)]);
};

const isTable = (block: Block): block is Table => block.kind === 'table';
const isText = (block: Block): block is Exclude<Block, Table> => block.kind !== 'table';

const textSheet = ({ issuer, title, subtitle, language, blocks }: Document, name: string): Sheet<never> => ({
  sheet: name,
  columns: [{ width: TEXT_WIDTH }],
  data: [
    ...(issuer === undefined ? [] : [[cellOf(issuer)]]),
    [cellOf(title, { fontWeight: 'bold', fontSize: 14 })],
    ...(subtitle === undefined ? [] : [[cellOf(subtitle)]]),
    ...blocks.filter(isText).flatMap((block) => textRows(block, language)),
  ],
});

/** The name of a sheet as Excel takes it; a number before it keeps two of them apart. */
const sheetName = (title: string, number: number): string =>
  `${number} ${title.replaceAll(NOT_IN_SHEET_NAME, ' ')}`.slice(0, SHEET_NAME_LENGTH).trim();

/** A workbook: the texts on the first sheet, then a sheet for each table, its headings kept in view. */
export const renderXlsx = async (document: Document): Promise<Uint8Array> => {
  const tables = document.blocks
    .filter(isTable)
    .map((table, at) => tableSheet(table, document.orientation, sheetName(table.title, at + 2)));
  const sheets = [textSheet(document, sheetName(document.title, 1)), ...tables];
  return new Uint8Array(await writeXlsxFile(sheets, FONT).toBuffer());
};
