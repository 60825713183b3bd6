import type { Failure } from '../../kernel/failure.ts';
import type { Label } from '../../kernel/label.ts';

/** Begins a cell of a workbook that may not be taken for what it shows: no text that is accepted holds it. */
const MARK = '\u001a';
const AFTER_REASON = ':';

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
} as const satisfies Record<string, Label>;

export type UnreadableReason = keyof typeof REASONS;

const isReason = (word: string): word is UnreadableReason => Object.hasOwn(REASONS, word);

/** Marks what a cell shows as not to be read. */
export const unreadable = (reason: UnreadableReason, shown: string): string =>
  `${MARK}${reason}${AFTER_REASON}${shown}`;

const reasonIn = (cell: string): UnreadableReason | undefined => {
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

/** What a cell shows, marked or not. */
export const shownIn = (cell: string): string =>
  reasonIn(cell) === undefined ? cell : cell.slice(cell.indexOf(AFTER_REASON) + 1);
