import { strToU8, type Zippable } from 'fflate';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const relation = (id: string, type: string, target: string): string =>
  `<Relationships><Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;

const rowXml = (cells: readonly string[]): string =>
  `<row>${cells.map((cell) => (cell === '' ? '<c/>' : `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`)).join('')}</row>`;

/** The parts of a workbook with one sheet of texts. */
export const workbookParts = (table: readonly (readonly string[])[]): Zippable => {
  const parts: Readonly<Record<string, string>> = {
    '_rels/.rels': relation('r', 'officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="1" r:id="s"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relation('s', 'worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${table.map(rowXml).join('')}</sheetData></worksheet>`,
  };
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
};
