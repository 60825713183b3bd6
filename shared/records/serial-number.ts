import { parseCalendarDate } from '../kernel/beijing-time.ts';
import type { Failure } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { parsedText, shortText } from '../kernel/schema.ts';

/** 行政区划 six digits, then a day, eight. */
const PLACE = 6;
const DAY = 8;

/** A number of place, day and sequence in one spelling, or what is wrong with it. */
const parseSerialNumber =
  (sequence: number) =>
  (text: string): Result<string, Failure> => {
    const number = text.normalize('NFKC').replaceAll(/[\s-]/g, '');
    const digits = PLACE + DAY + sequence;
    if (number.length !== digits || !/^[1-9]\d+$/.test(number)) {
      const expected = {
        zh: `行政区划6位、日期8位、流水${sequence}位，共${digits}位数字`,
        en: `${digits} digits: place 6, day 8, sequence ${sequence}`,
      };
      return fail({ kind: 'invalid-value', parameters: { expected } });
    }
    const day = number.slice(PLACE, PLACE + DAY).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
    return parseCalendarDate(day) === undefined ? fail({ kind: 'impossible-date' }) : ok(number);
  };

/** The schema of such a number. */
export const serialNumber = (sequence: number) => parsedText(shortText(64), parseSerialNumber(sequence));
