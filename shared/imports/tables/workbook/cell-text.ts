import type { Shape } from '../../../records/kinds/column.ts';
import { unreadable } from '../unreadable-cell.ts';
import type { Book } from './book.ts';
import { LIMITS } from './limits.ts';
import { serialDate } from './serial-date.ts';
import type { SheetCell } from './sheet-rows.ts';
import { plainText } from './texts.ts';

/** Digits that a spreadsheet keeps: further ones became noughts when the number was entered. */
const KEPT_DIGITS = 15;
/** Days of 1927 to 2099 as numbers: in a column of dates nothing else has five digits. */
const SERIAL = /^[1-7]\d{4}(\.\d+)?$/;

type Context = Pick<Book, 'sharedStrings' | 'dates' | 'from1904'>;

const isDateShape = (shape: Shape | undefined): boolean => shape?.type === 'date' || shape?.type === 'end-date';

const digitsBefore = (value: number): number => String(BigInt(Math.trunc(Math.abs(value)))).length;

/** What a sum of tenths gives is stored as 0.30000000000000004, and shown as what it is. */
const shownNumber = (value: number): string => String(Number(value.toPrecision(KEPT_DIGITS)));

const numberText = (cell: SheetCell, shape: Shape | undefined, { dates, from1904 }: Context): string => {
  const value = Number(cell.value);
  if (!Number.isFinite(value)) return unreadable('error', cell.value);
  const isDate = dates.has(cell.style) || (isDateShape(shape) && SERIAL.test(cell.value));
  if (!isDate) return digitsBefore(value) > KEPT_DIGITS ? unreadable('digits', cell.value) : shownNumber(value);
  const day = serialDate(value, from1904)?.replaceAll('-', '/');
  if (day === undefined) return unreadable('date', cell.value);
  // A text that the spreadsheet took for a date, such as the number 3-1: what was entered is lost.
  return shape === undefined || isDateShape(shape) ? day : unreadable('became-date', day);
};

const bounded = (text: string): string =>
  text.length > LIMITS.characters ? unreadable('text', text.slice(0, LIMITS.characters)) : text;

/** What a cell says, as a cell of a text table; marked where that cannot be known. `shape`: what its column holds, if that is known. */
export const cellText = (cell: SheetCell, shape: Shape | undefined, context: Context): string => {
  const { type, value, hasFormula } = cell;
  if (hasFormula && value === '' && type !== 'str') return unreadable('formula', '');
  switch (type) {
    case 's':
      return bounded(context.sharedStrings[Number(value)] ?? unreadable('missing', value));
    case 'str':
      return bounded(plainText(value));
    case 'inlineStr':
    case 'd':
      return bounded(value);
    case 'b':
      return value === '1' ? 'true' : 'false';
    case 'e':
      return unreadable('error', value);
    default:
      return numberText(cell, shape, context);
  }
};
