import type { Failure } from '../kernel/failure.ts';
import { fenFromWan, parseFen, wanFromFen } from '../kernel/money.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Shape } from './kinds/column.ts';

/** The national way to write "without an end" (长期); ours is an absent date. */
const WITHOUT_END = ['2099-12-31', '9999-12-31'];
const WITHOUT_END_NATIONAL = '2099/12/31';
const USUAL_DATE = 'YYYY/MM/DD';

/** Whether a row must say where a term ends: left out it would last for ever, though it was only forgotten. */
export const isStatedEnd = (shape: Shape): boolean => shape.type === 'end-date' && shape.stated === true;

const CHINESE_DIGITS = '〇一二三四五六七八九';

/** `九`, `十`, `二十`, `三十一` as a number; digits as they are. */
const chineseNumber = (text: string): string => {
  if (!text.includes('十'))
    return text.replaceAll(/[〇一二三四五六七八九]/g, (digit) => String(CHINESE_DIGITS.indexOf(digit)));
  const [tens = '', ones = ''] = text.split('十');
  return String(
    10 * (tens === '' ? 1 : CHINESE_DIGITS.indexOf(tens)) + (ones === '' ? 0 : CHINESE_DIGITS.indexOf(ones)),
  );
};

/** `二〇二六年九月一日`, with 零 and ○ as they are met. */
const inDigits = (text: string): string => {
  const read = text.replaceAll(/[零○０]/g, '〇');
  const [, year, month, day] =
    /^([〇一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$/.exec(read) ?? [];
  if (year === undefined || month === undefined || day === undefined) return text;
  return [year, month, day].map(chineseNumber).join('-');
};

/**
 * `2026/9/1`, `2026.09.01` and `2026年9月1日`; and without anything between, where only eight digits can be read in one way. A time of day, which
 * databases export with a date, is left out; one with a time zone is no date of here.
 */
const DATES = [
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** Characters of a date with its time, generously spaced. */
const LONGEST_DATE = 60;

/** A date as it is met in departments' rows; what is none is left to the schema to refuse. */
const isoDate = (text: string): string => {
  if (/^\d{4}[-/]\d{2}[-/]\d{2}$/.test(text)) return text.replaceAll('/', '-');
  if (text.length > LONGEST_DATE) return text;
  const read = inDigits(text.normalize('NFKC').replaceAll(/\s*([-/.年月日号])\s*/g, '$1'));
  const [, year, month, day] = DATES.map((form) => form.exec(read)).find((found) => found !== null) ?? [];
  return year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
};

/** Words are put together with `;`; commas are met too, but belong to the text behind 其他-. */
const wordsIn = (text: string): readonly string[] =>
  text
    .split(/[;；]/)
    .flatMap((part) => (part.trim().startsWith('其他-') ? [part] : part.split(/[、，,]/)))
    .map((word) => word.trim())
    .filter((word) => word !== '');

const fromCode = (codes: Readonly<Record<string, string>> | undefined, text: string): string =>
  codes === undefined ? text : (Object.keys(codes).find((word) => codes[word] === text) ?? text);

/** `２.５`, `2.5万元`: another unit, or signs between the digits, are refused. */
const wanText = (text: string): string => text.normalize('NFKC').replace(/\s*万元$/, '');

const fromWan = (given: string | number): Result<number, Failure> => {
  const fen = fenFromWan(typeof given === 'number' ? given : wanText(given));
  if (fen.ok) return fen;
  const expected = { zh: '以万元为单位，至多六位小数', en: '10,000 yuan, with at most six decimals' };
  return fail({ kind: 'invalid-value', parameters: { expected } });
};

/** A long number that a spreadsheet wrote in its short way: `2.10299E+14` is no number of a document any more. */
const SHORTENED = /^\d(\.\d+)?[Ee]\+\d{2}$/;

const fromText = (text: string): Result<string, Failure> => {
  if (!SHORTENED.test(text)) return ok(text);
  const expected = {
    zh: '完整的号码；电子表格已将其改成科学记数，请将该列设为文本',
    en: 'the whole number; a spreadsheet shortened it: format the column as text',
  };
  return fail({ kind: 'invalid-value', parameters: { expected } });
};

/** An apostrophe keeps a spreadsheet from taking a number for one, or a text for a formula: it is no part of the value. */
const withoutGuard = (text: string): string =>
  text.startsWith("'") && /^'(?:[=+\-@\t\r]|[\dA-Z][\dA-Z./-]*$)/.test(text) ? text.slice(1) : text;

/** A cell's value as a submission has it, yet to be parsed; undefined where the cell says that there is none. */
export const fromNational = (shape: Shape, given: string | number): Result<unknown, Failure> => {
  const text = withoutGuard(String(given).trim());
  switch (shape.type) {
    case 'text':
    case 'serial':
      return fromText(text);
    case 'date':
      return ok(isoDate(text));
    case 'end-date':
      return ok(WITHOUT_END.includes(isoDate(text)) ? undefined : isoDate(text));
    case 'money':
      return fromWan(typeof given === 'number' ? given : text);
    case 'word':
      return ok(fromCode(shape.codes, text));
    case 'words':
      return ok(wordsIn(text));
    default:
      return shape satisfies never;
  }
};

const writtenAs = (date: string, form: string): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  return form.replace('YYYY', year).replace('MM', month).replace('DD', day);
};

/** A value as the national table has it. */
export const toNational = (shape: Shape, value: unknown): string => {
  if (value === undefined) return isStatedEnd(shape) ? WITHOUT_END_NATIONAL : '';
  switch (shape.type) {
    case 'text':
    case 'serial':
      return String(value);
    case 'date':
      return writtenAs(String(value), shape.written ?? USUAL_DATE);
    case 'end-date':
      return writtenAs(String(value), USUAL_DATE);
    case 'money': {
      const fen = parseFen(value);
      return fen === undefined ? '' : wanFromFen(fen);
    }
    case 'word':
      return shape.codes?.[String(value)] ?? String(value);
    case 'words':
      return Array.isArray(value) ? value.join(';') : String(value);
    default:
      return shape satisfies never;
  }
};
