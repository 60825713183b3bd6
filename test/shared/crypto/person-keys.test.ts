import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PersonKeys, personKeys } from '../../../shared/crypto/person-keys.ts';
import { parsePersonDocument } from '../../../shared/subjects/person-documents.ts';
import { personKeysSecret } from '../../builders/person-keys.ts';
import { anyIdentityNumber } from '../subjects/codes.ts';

const keys = (...versions: string[]): PersonKeys => personKeys(personKeysSecret(...versions));

const document = (type: 'passport' | 'resident-identity-card', number: string) => {
  const parsed = parsePersonDocument({ type, number });
  if (!parsed.ok) throw new Error(parsed.failure.kind);
  return parsed.value;
};

describe('a sealed number', () => {
  it('opens to itself, and is never sealed twice alike', () => {
    fc.assert(
      fc.property(anyIdentityNumber, (number) => {
        const [first, second] = [keys('1').seal(number), keys('1').seal(number)];
        expect(first).not.toBe(second);
        expect([first, second].map(keys('1').open)).toEqual([number, number]);
        expect(first).not.toContain(number);
      }),
    );
  });

  it('opens under the key that it was sealed with as long as that is kept', () => {
    const sealed = keys('1').seal('E12345678');
    expect(keys('1', '2').open(sealed)).toBe('E12345678');
    expect(keys('1', '2').seal('E12345678')).toMatch(/^2\./);
    expect(() => keys('2').open(sealed)).toThrow('no key of version 1');
  });

  it('that was changed, cut or moved to another key does not open', () => {
    const sealed = keys('1').seal('E12345678');
    const [version, text = ''] = sealed.split('.');
    const bytes = Buffer.from(text, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => keys('1').open(`${version}.${changed.toString('base64url')}`)).toThrow();
    }
    for (const broken of [`${version}.${text.slice(0, -4)}`, `2.${text}`, '', '1.', '1']) {
      expect(() => keys('1', '2').open(broken)).toThrow();
    }
  });
});

describe("a number under a person's own key", () => {
  const OWNER = 'PERSON#one';

  it('opens to itself for its owner alone, and not without the wrapped key', () => {
    fc.assert(
      fc.property(anyIdentityNumber, (number) => {
        const wrapped = keys('1').newDataKey();
        const sealed = keys('1').under(wrapped, OWNER).seal(number);
        expect(keys('1').under(wrapped, OWNER).open(sealed)).toBe(number);
        expect(() => keys('1').under(wrapped, 'PERSON#other').open(sealed)).toThrow();
        expect(() => keys('1').under(keys('1').newDataKey(), OWNER).open(sealed)).toThrow();
        expect(() => keys('1').open(sealed)).toThrow();
        expect(`${wrapped}${sealed}`).not.toContain(number);
      }),
    );
  });

  it('opens as long as the key that wrapped its own is kept', () => {
    const wrapped = keys('1').newDataKey();
    const sealed = keys('1').under(wrapped, OWNER).seal('E12345678');
    expect(keys('1', '2').under(wrapped, OWNER).open(sealed)).toBe('E12345678');
    expect(() => keys('2').under(wrapped, OWNER)).toThrow('no key of version 1');
  });
});

describe('an alias', () => {
  it('follows from the document and the key alone, the current one first', () => {
    const [current, ...older] = keys('1', '2').aliases(document('passport', 'E12345678'));
    expect(current.keyVersion).toBe('2');
    expect(older).toEqual([keys('1').aliases(document('passport', 'E12345678'))[0]]);
    expect(current.alias).not.toBe(older[0]?.alias);
  });

  it('differs between documents, and between kinds of documents', () => {
    const numbers = ['E12345678', 'E12345679'].map(
      (number) => keys('1').aliases(document('passport', number))[0].alias,
    );
    expect(new Set(numbers).size).toBe(2);
    const passport = { ...document('passport', 'E12345678'), type: 'mainland-travel-permit-taiwan' as const };
    expect(keys('1').aliases(passport)[0].alias).not.toBe(numbers[0]);
  });
});

it('a secret without its current key is refused, without saying what it holds', () => {
  const secret = JSON.parse(personKeysSecret('1'));
  expect(() =>
    personKeys(JSON.stringify({ ...secret, alias: { ...secret.alias, current: '9' } })).aliases(
      document('passport', 'E12345678'),
    ),
  ).toThrow('no key of version 9');
  for (const broken of ['', '{}', JSON.stringify({ alias: secret.alias })]) expect(() => personKeys(broken)).toThrow();
});
