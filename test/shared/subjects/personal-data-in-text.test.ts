import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityNumberCheck, luhnHolds } from '../../../shared/subjects/check-characters.ts';
import { findContactNumbers, findIdentityNumbers } from '../../../shared/subjects/personal-data-in-text.ts';
import { anyCreditCode, anyIdentityNumber } from './codes.ts';

/** What was found, as the text at its place: only a test may put the two together. */
const found = (text: string) =>
  [...findIdentityNumbers(text), ...findContactNumbers(text)].map(({ kind, start, end }) => [
    kind,
    text.slice(start, end),
  ]);

const fullWidth = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const withCheck = (first17: string) => `${first17}${identityNumberCheck(first17)}`;

describe('an identity number in a text', () => {
  test.each([
    ['between words', '当事人张某（身份证号21029919900101001X）违法经营', '21029919900101001X'],
    ['in lower case', '张某21029919900101001x', '21029919900101001x'],
    ['touching letters', 'ID21029919900101001Xabc', '21029919900101001X'],
    ['split by spaces', '张某 210299 19900101 0028 ', '210299 19900101 0028'],
    ['split by hyphens', '210299-19900101-0028', '210299-19900101-0028'],
    ['broken over two lines', '210299199001\n010028', '210299199001\n010028'],
    ['behind another number', '第3 210299199001010028', '210299199001010028'],
    ['before another number', '210299199001010028 13', '210299199001010028'],
    ['in full width', '身份证：２１０２９９１９９００１０１００１Ｘ。', '２１０２９９１９９００１０１００１Ｘ'],
    ['with invisible characters', '2102991990\u200b01010028', '2102991990\u200b01010028'],
    ['heading a tax number', '税务登记号21029919900101001X01', '21029919900101001X01'],
    ['of a Hong Kong resident', withCheck('81000019850228001'), withCheck('81000019850228001')],
    [
      'of a child, if the text says so',
      `公民身份号码${withCheck('21029920180101001')}`,
      withCheck('21029920180101001'),
    ],
  ])('is found %s', (_, text, number) => {
    expect(found(text)).toEqual([['identity-number', number]]);
  });

  test('is found wherever it stands and however it is split', () => {
    const separator = fc.constantFrom('', '', ' ', '-', '—', '　', '\n', '\u200b');
    const words = fc.constantFrom('', '当事人', '证号:', '，', 'No.', '(', '第2项 ');
    fc.assert(
      fc.property(
        anyIdentityNumber,
        fc.array(separator, { minLength: 17, maxLength: 17 }),
        words,
        words,
        fc.boolean(),
        (number, gaps, before, after, wide) => {
          const split = [...number].map((character, i) => `${character}${gaps[i] ?? ''}`).join('');
          const written = wide ? fullWidth(split) : split;
          expect(findIdentityNumbers(`${before}${written}${after}`)).toEqual([
            { kind: 'identity-number', start: before.length, end: before.length + written.length },
          ]);
        },
      ),
    );
  });

  test('is found each time', () => {
    expect(findIdentityNumbers('甲210299199001010028、乙21029919900101001X')).toEqual([
      { kind: 'identity-number', start: 1, end: 19 },
      { kind: 'identity-number', start: 21, end: 39 },
    ]);
  });

  test.each([
    ['with a wrong check character', '210299199001010029'],
    ['with an impossible date', withCheck('21029919900230001')],
    ['already masked', '210299**********1X'],
    ['within a longer run of digits', `1${withCheck('21029919900101001')}`],
    ['with a date of before 1900', withCheck('21029918900101001')],
  ])('is not seen in a number %s', (_, text) => {
    expect(findIdentityNumbers(text)).toEqual([]);
  });

  test('is not seen in the serial number of a permit, dated by its decision', () => {
    const serials = Array.from({ length: 200 }, (_, i) => `2102832026011501${String(i % 100).padStart(2, '0')}`);
    for (const serial of serials) expect(findIdentityNumbers(`暂扣许可证件，施工许可证编号${serial}`)).toEqual([]);
  });
});

describe('a contact number in a text', () => {
  test.each([
    ['mobile-number', '联系人13800138000。', '13800138000'],
    ['mobile-number', 'Tel.138-0013-8000', '138-0013-8000'],
    ['mobile-number', 'tel13800138000', '13800138000'],
    ['mobile-number', '手机:138 0013 8000', '138 0013 8000'],
    ['mobile-number', '+86 138 0013 8000', '+86 138 0013 8000'],
    ['mobile-number', '１３８００１３８０００', '１３８００１３８０００'],
    ['mobile-number', '1380013\u200b8000', '1380013\u200b8000'],
    ['mobile-number', '拨打13800138000,询问', '13800138000'],
    ['landline-number', '电话0411-89701234', '0411-89701234'],
    ['landline-number', '（0411）8970 1234', '（0411）8970 1234'],
    ['landline-number', '041189701234', '041189701234'],
    ['landline-number', '010 62345678', '010 62345678'],
    ['landline-number', '+86 411 89701234', '+86 411 89701234'],
    ['landline-number', '联系方式：89701234', '89701234'],
    ['account-number', '卡6222021234567890128', '6222021234567890128'],
    ['account-number', '4111 1111 1111 1111 100', '4111 1111 1111 1111'],
    ['account-number', '6222-0212-3456-7890-128', '6222-0212-3456-7890-128'],
    ['account-number', '账号：2102 0112 0900 1234', '2102 0112 0900 1234'],
    ['account-number', '银行帐户为3400123456789', '3400123456789'],
  ])('%s is found in %s', (kind, text, number) => {
    expect(found(text)).toEqual([[kind, number]]);
  });

  test.each([
    '罚款13800138000元',
    '罚款¥13800138000',
    '合计13800138000.50',
    '0.200000万元',
    '2026年1月15日',
    '2026-01-15 10:30:00',
    '20260115',
    '1998-12-31 100',
    '庄市监处罚〔2026〕13800138000号',
    '（2026）辽0283执13号',
    '第13800138000号',
    'JY12102830012345',
    '许可证编号21028300012345',
    '营业执照注册号110108000673293',
    '统一社会信用代码91210299000000019R',
    '邮编116400',
    '编号2026-0411-89701234',
    'GB 7718-2011',
    '13210299001A',
  ])('is not seen in %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('what is no personal data', () => {
  test('no unified social credit code is taken for a contact number, nor for an identity number', () => {
    fc.assert(
      fc.property(anyCreditCode, fc.constantFrom('', '代码', ':', ' '), (code, before) => {
        // A code whose digits 7–14 are a date and whose check characters fit both standards cannot be told apart.
        fc.pre(!/^.{6}(19|20)/.test(code));
        expect(found(`${before}${code}。`)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('no date, amount or document number is taken for personal data', () => {
    const date = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    const dates = date.chain((d) =>
      fc.constantFrom(d, d.replaceAll('-', '/'), d.replaceAll('-', ''), `${d.slice(0, 4)}年${d.slice(5, 7)}月`),
    );
    const amounts = fc
      .integer({ min: 0, max: 99_999_999_999 })
      .chain((n) => fc.constantFrom(`${n}元`, `${n}.00元`, `¥${n}`, `${n}.500000万元`));
    const documents = fc.tuple(
      fc.constantFrom('庄市监罚', '大环罚决字', '庄应急罚'),
      fc.integer({ min: 2015, max: 2030 }),
      fc.nat({ max: 99_999_999 }),
    );
    const document = documents.map(([word, year, n]) => `${word}〔${year}〕${n}号`);
    fc.assert(
      fc.property(fc.array(fc.oneof(dates, amounts, document), { maxLength: 5 }), (texts) => {
        expect(found(texts.join('，'))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a text of any characters is read without fault, and offsets stay within it', () => {
    const anyText = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...'0123456789X- 　１\u200b电话账号'),
        fc.string({ unit: 'binary', maxLength: 1 }),
      ),
      maxLength: 200,
    });
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { start, end } of [...findIdentityNumbers(text), ...findContactNumbers(text)]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  test('the card numbers of these tests are what they claim', () => {
    expect(['4111111111111111', '6222021234567890128'].map(luhnHolds)).toEqual([true, true]);
  });
});
