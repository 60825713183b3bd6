import type { Failure } from '../../kernel/failure.ts';
import type { Label } from '../../kernel/label.ts';

/** Begins a cell of a workbook that may not be taken for what it shows: no text that is accepted holds it. */
const MARK = '\u001a';
const AFTER_REASON = ':';
/** The same in a table of refused rows, where people read it: as long as it stands there the cell is refused, or what it shows would be taken for true. */
const UNMENDED = '⚠';

/** Why a cell of a workbook is not read, by the word that stands behind the mark. */
const REASONS = {
  formula: {
    zh: '公式没有保存的计算结果，请粘贴为数值',
    en: 'it is a formula without a stored result: paste its value',
  },
  error: { zh: '公式出错（#N/A、#REF! 等）', en: 'its formula failed (#N/A, #REF! and the like)' },
  digits: {
    zh: '数字超过15位，电子表格已丢失末位数字，请将该列设为文本后重新录入',
    en: 'a number of more than 15 digits has lost its last ones in the spreadsheet: format the column as text and enter it again',
  },
  merged: {
    zh: '合并单元格，无法确定属于哪一行，请取消合并',
    en: 'it is merged with others, so that it is not known which row it belongs to: unmerge it',
  },
  date: { zh: '日期超出范围', en: 'its date is out of range' },
  'became-date': {
    zh: '电子表格已把文字改成日期，请将该列设为文本后重新录入',
    en: 'the spreadsheet turned a text into a date: format the column as text and enter it again',
  },
  missing: { zh: '工作簿中没有其文字，请重新保存', en: 'its text is not in the workbook: save it again' },
  text: { zh: '文字过长', en: 'its text is too long' },
  unmended: {
    zh: '以“⚠”开头的单元格尚未改正，请填入完整内容并删去“⚠”',
    en: 'it begins with "⚠" and is not mended yet: enter what it should say, without the sign',
  },
} as const satisfies Record<string, Label>;

export type UnreadableReason = keyof typeof REASONS;

const isReason = (word: string): word is UnreadableReason => Object.hasOwn(REASONS, word);

/** Marks what a cell shows as not to be read. */
export const unreadable = (reason: UnreadableReason, shown: string): string =>
  `${MARK}${reason}${AFTER_REASON}${shown}`;

const reasonIn = (cell: string): UnreadableReason | undefined => {
  if (cell.startsWith(UNMENDED)) return 'unmended';
  const word = cell.startsWith(MARK) ? cell.slice(1, cell.indexOf(AFTER_REASON)) : '';
  return isReason(word) ? word : undefined;
};

/** The failure of a marked cell. */
export const unreadableCell = (cell: string, pointer: string | undefined): Failure | undefined => {
  const reason = reasonIn(cell);
  if (reason === undefined) return undefined;
  return {
    kind: 'unreadable-cell',
    ...(pointer !== undefined && { pointer }),
    parameters: { reason: REASONS[reason] },
  };
};

/** A cell that is refused until somebody has mended it. */
export const unmended = (shown: string): string => (shown.startsWith(UNMENDED) ? shown : UNMENDED + shown);

/** What a cell shows in a table of refused rows; to be mended where it is marked. */
export const shownIn = (cell: string): string =>
  reasonIn(cell) === undefined
    ? cell
    : unmended(cell.slice(cell.startsWith(MARK) ? cell.indexOf(AFTER_REASON) + 1 : 0));
