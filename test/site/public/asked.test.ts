import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAsked } from '../../../site/public/scripts/asked.ts';
import { COMPANY, PERSON } from '../../builders/submissions.ts';

const CODE = COMPANY.unifiedSocialCreditCode;

it('a code is one in whatever way it is written, and exact', () => {
  for (const text of [CODE, CODE.toLowerCase(), ` ${CODE.slice(0, 6)}-${CODE.slice(6)} `, '９１210299000000019R'])
    expect(readAsked(text)).toEqual({ is: 'code', code: CODE });
});

it('a code with a wrong character is said to be wrong and never taken for a name', () => {
  expect(readAsked(`${CODE.slice(0, 17)}0`)).toEqual({ is: 'wrong-check' });
  expect(readAsked(`${CODE.slice(0, 17)}O`)).toEqual({ is: 'wrong-format' });
  expect(readAsked(CODE.slice(0, 17))).toEqual({ is: 'wrong-format' });
  fc.assert(
    fc.property(fc.nat(17), fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), (at, character) => {
      const text = CODE.slice(0, at) + character + CODE.slice(at + 1);
      const { is } = readAsked(text);
      return text === CODE ? is === 'code' : is === 'wrong-check' || is === 'wrong-format' || is === 'person';
    }),
  );
});

it("a person's number is recognised and nothing is looked for", () => {
  for (const text of [PERSON.document.number, `张某某 ${PERSON.document.number}`, '210299 19900101 001x'])
    expect(readAsked(text)).toEqual({ is: 'person' });
});

it('anything else is a name; blanks are nothing', () => {
  expect(readAsked(' 庄河示例 ')).toEqual({ is: 'name', name: '庄河示例' });
  expect(readAsked('zhsljz')).toEqual({ is: 'name', name: 'zhsljz' });
  expect(readAsked('  ')).toEqual({ is: 'nothing' });
});
