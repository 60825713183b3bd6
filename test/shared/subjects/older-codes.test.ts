import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  containsIdentityNumber,
  parseInstitutionCertificateNumber,
  parseOrganisationCode,
  parseRegistrationNumber,
  parseSocialOrganisationNumber,
  parseTaxRegistrationNumber,
} from '../../../shared/subjects/older-codes.ts';
import { anyCreditCode } from './codes.ts';

const read = (value: string) => ({ ok: true, value });
const refusal = (kind: string) => ({ ok: false, failure: { kind } });

describe('an organisation code', () => {
  test('is read with or without its hyphen, in any width and case', () => {
    for (const text of ['71526726-X', '71526726X', ' 71526726-x ', '７１５２６７２６－Ｘ']) {
      expect(parseOrganisationCode(text)).toEqual(read('71526726X'));
    }
  });

  test('is what characters 9–17 of a unified code are', () => {
    fc.assert(
      fc.property(anyCreditCode, (code) => {
        expect(parseOrganisationCode(code.slice(8, 17)).ok).toBe(true);
      }),
    );
  });

  test('is refused by shape or by its check character', () => {
    expect(parseOrganisationCode('7152672-X')).toEqual(refusal('format'));
    expect(parseOrganisationCode('71526726Y')).toEqual(refusal('format'));
    expect(parseOrganisationCode('715267261')).toEqual(refusal('check-character'));
  });
});

describe('a business registration number', () => {
  test('of 15 digits has a check digit', () => {
    expect(parseRegistrationNumber(' 1101 0800 0673 293 ')).toEqual(read('110108000673293'));
    for (const last of '012456789') {
      expect(parseRegistrationNumber(`11010800067329${last}`)).toEqual(refusal('check-character'));
    }
  });

  test('never survives the change of a single digit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 14 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const number = '110108000673293';
        const changed = `${number.slice(0, at)}${(Number(number[at]) + by) % 10}${number.slice(at + 1)}`;
        expect(parseRegistrationNumber(changed)).toEqual(refusal('check-character'));
      }),
    );
  });

  test('of 13 digits has none', () => {
    expect(parseRegistrationNumber('1101081234567')).toEqual(read('1101081234567'));
  });

  test.each(['11010800067329', '1101080006732931', '11010800067329X', ''])('is not read from "%s"', (text) => {
    expect(parseRegistrationNumber(text)).toEqual(refusal('format'));
  });
});

describe('a tax registration number', () => {
  test('of 15 characters is an organisation’s', () => {
    const parsed = parseTaxRegistrationNumber('21028371526726x');
    expect(parsed).toEqual(read('21028371526726X'));
    expect(parsed.ok && containsIdentityNumber(parsed.value)).toBe(false);
  });

  test('of 20 characters is an individual’s and holds the identity number', () => {
    const parsed = parseTaxRegistrationNumber('21029919900101001X01');
    expect(parsed).toEqual(read('21029919900101001X01'));
    expect(parsed.ok && containsIdentityNumber(parsed.value)).toBe(true);
  });

  test.each(['2102837152672', '91210299000000019R', 'AB028371526726X', ''])('is not read from "%s"', (text) => {
    expect(parseTaxRegistrationNumber(text)).toEqual(refusal('format'));
  });
});

describe('other numbers', () => {
  test('a public institution’s certificate number has 12 digits', () => {
    expect(parseInstitutionCertificateNumber('1210 2830 0001')).toEqual(read('121028300001'));
    expect(parseInstitutionCertificateNumber('12102830000')).toEqual(refusal('format'));
  });

  test('a social organisation’s number is any printable text of up to 50 characters', () => {
    expect(parseSocialOrganisationNumber(' 庄社证字第２０１７－００１号 ')).toEqual(read('庄社证字第2017-001号'));
    expect(parseSocialOrganisationNumber('证'.repeat(50)).ok).toBe(true);
    for (const text of ['', '  ', '证'.repeat(51), '庄社\u0000证']) {
      expect(parseSocialOrganisationNumber(text)).toEqual(refusal('format'));
    }
  });
});
