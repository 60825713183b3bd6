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

/** `2026/9/1`, `2026.09.01` and `2026年9月1日`; and without anything between, where only eight digits can be read in one way. */
const DATES = [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/, /^(\d{4})(\d{2})(\d{2})$/];

/** A date as it is met in departments' rows; what is none is left to the schema to refuse. */
const isoDate = (text: string): string => {
  const read = text.normalize('NFKC');
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
  Object.entries(codes ?? {}).find(([, code]) => code === text)?.[0] ?? text;

const fromWan = (given: string | number): Result<number, Failure> => {
  const fen = fenFromWan(given);
  if (fen.ok) return fen;
  const expected = { zh: '以万元为单位，至多六位小数', en: '10,000 yuan, with at most six decimals' };
  return fail({ kind: 'invalid-value', parameters: { expected } });
};

/** A cell's value as a submission has it, yet to be parsed; undefined where the cell says that there is none. */
export const fromNational = (shape: Shape, given: string | number): Result<unknown, Failure> => {
  const text = String(given).trim();
  switch (shape.type) {
    case 'text':
    case 'serial':
      return ok(text);
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
