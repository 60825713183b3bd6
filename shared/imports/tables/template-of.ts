import writeXlsxFile from 'write-excel-file/node';
import { kindDefinition, type RecordKind } from '../../records/kinds/kinds.ts';
import { csvTemplate, templateColumns } from './template.ts';

const FONT = { fontFamily: 'Microsoft YaHei', fontSize: 10 };
const SHADE = '#EEF1F5';
const WIDTH = 22;
/** Rows below the explanations that are formatted as text, so that codes keep their noughts and long ones their digits. */
const TEXT_ROWS = 500;
/** The format of text, in which a spreadsheet leaves what is entered as it is. */
const TEXT = '@';

const xlsxTemplate = async (kind: RecordKind): Promise<Uint8Array> => {
  const columns = templateColumns(kind);
  const cell = (value: string) => ({ type: String, value, wrap: true, alignVertical: 'top' as const });
  const empty = columns.map(() => ({ type: String, format: TEXT }));
  const data = [
    columns.map(({ heading }) => ({ ...cell(heading), fontWeight: 'bold' as const, backgroundColor: SHADE })),
    columns.map(({ explanation }) => ({ ...cell(explanation), textColor: '#555555' })),
    ...Array.from({ length: TEXT_ROWS }, () => empty),
  ];
  const sheet = {
    sheet: kindDefinition(kind).label.zh,
    columns: columns.map(() => ({ width: WIDTH })),
    stickyRowsCount: 1,
    data,
  };
  return new Uint8Array(await writeXlsxFile([sheet], FONT).toBuffer());
};

/** A template to download: the headings of a kind's table, and a row of explanations that is ignored when the table is sent. */
export const templateOf = async (kind: RecordKind, format: 'csv' | 'xlsx'): Promise<Uint8Array> =>
  format === 'csv' ? csvTemplate(kind) : await xlsxTemplate(kind);
