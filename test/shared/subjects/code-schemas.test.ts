import { describe, expect, it } from 'vitest';
import { toProblem } from '../../../shared/http/problem-response.ts';
import { creditCodeCheck, identityNumberCheck } from '../../../shared/subjects/check-characters.ts';
import { unifiedSocialCreditCode } from '../../../shared/subjects/code-schemas.ts';
import { readsAsIdentityNumber } from '../../../shared/subjects/person-documents.ts';

/** Every possible identity number of an area and a day. */
const numbersOf = (area: string, day: string): readonly string[] =>
  Array.from({ length: 999 }, (_, at) => `${area}${day}${String(at + 1).padStart(3, '0')}`).map(
    (first17) => `${first17}${identityNumberCheck(first17)}`,
  );

const AREAS = ['210299', '110101', '130181', '310119', '370283', '441302', '510722', '652301'];
const DAYS = ['19690704', '19780312', '19991231', '20150608'];
const all = AREAS.flatMap((area) => DAYS.flatMap((day) => numbersOf(area, day)));

describe('an identity number in the place of a unified social credit code', () => {
  const fitting = all.filter((number) => creditCodeCheck(number.slice(0, 17)) === number.slice(17));

  it('has a fitting check character one time in 31, and is refused all the same', () => {
    expect(fitting.length).toBeGreaterThan(all.length / 40);
    const taken = fitting.filter((number) => unifiedSocialCreditCode.safeParse(number).success);
    // What is left has a listed class, a province and a fitting inner code: nobody could tell it from one that was issued.
    expect(taken.length).toBeLessThan(all.length / 1_000);
  });

  it.each(['21029919690704065X', '21029919690704065x', '２１０２９９１９６９０７０４０６５Ｘ'])(
    'is %s, in any spelling',
    (number) => {
      expect(unifiedSocialCreditCode.safeParse(number).success).toBe(false);
    },
  );

  it('leaves codes alone that were issued: also one that reads as a date of birth', () => {
    for (const code of ['91110000802100433B', '11230500001755309F', '914403001922038216', '91210299000000019R'])
      expect(unifiedSocialCreditCode.safeParse(code).success).toBe(true);
    // Of a district whose code ends in 19: its inner code begins with what could be a year, a month and a day.
    const issued = issuedLikeANumber();
    expect(readsAsIdentityNumber(issued)).toBe(true);
    expect(unifiedSocialCreditCode.safeParse(issued).success).toBe(true);
  });
});

/** A company's code of 延庆区 (110119), valid outside and inside, that is a possible identity number too. */
const issuedLikeANumber = (): string => {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  for (let serial = 0; serial < 100; serial += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const inner = `78${String(month).padStart(2, '0')}15${String(serial).padStart(2, '0')}`;
      const sum = [...inner].reduce((total, digit, at) => total + Number(digit) * (weights[at] ?? 0), 0);
      const first17 = `91110119${inner}${'0123456789X'[(11 - (sum % 11)) % 11]}`;
      const code = `${first17}${creditCodeCheck(first17)}`;
      if (readsAsIdentityNumber(code)) return code;
    }
  }
  throw new Error('there is none');
};

it('a problem does not say an identity number again that stood in the name of a field', () => {
  const pointer = '/content/21029919690704065X';
  const problem = toProblem([{ kind: 'unknown-field', pointer }], 'en');
  expect(JSON.stringify(problem)).not.toContain('19690704');
  expect(problem.errors?.[0]?.pointer).toBe('/content/…');
});
