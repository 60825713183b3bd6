import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordId, recordKey } from '../../../shared/crypto/record-keys.ts';
import { comparableText } from '../../../shared/kernel/comparable-text.ts';
import { KINDS } from '../../../shared/records/kinds/kinds.ts';
import { naturalKey } from '../../../shared/records/natural-key.ts';

const record = (documentNumber: string) =>
  ({ department: 'tax', kind: 'administrative-penalty', documentNumber }) as const;

const anyNumber = fc.string({ unit: fc.constantFrom(...'庄市监罚〔2026〕([【１1号第-－—|aA \u200b'), maxLength: 12 });

describe('the natural key of a record', () => {
  it('is equal if and only if the document numbers read the same', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const equal = comparableText(a) === comparableText(b);
        expect(naturalKey(record(a)) === naturalKey(record(b))).toBe(equal);
        expect(recordId('ORG#1', record(a)) === recordId('ORG#1', record(b))).toBe(equal);
      }),
    );
  });

  it.each([
    ['full and half width', '庄市监罚〔２０２６〕１０１号'],
    ['other brackets', '庄市监罚[2026]101号'],
    ['other brackets still', '庄市监罚【2026】101号'],
    ['spaces', ' 庄市监罚〔2026〕 101　号 '],
    ['what is not seen', '庄市监罚\u200b〔2026〕\ufeff101号\u00ad'],
    ['variation selectors', '庄市监罚〔2026〕101号\ufe00'],
  ])('is the same with %s', (_, spelled) => {
    expect(naturalKey(record(spelled))).toBe(naturalKey(record('庄市监罚〔2026〕101号')));
  });

  it('is the same with any dash, and with small letters', () => {
    expect(naturalKey(record('JY-2026—1'))).toBe(naturalKey(record('jy－2026–1')));
  });

  it('differs by subject, department, kind and number', () => {
    const keys = ['ORG#1', 'ORG#2'].flatMap((subject) =>
      ['tax', 'court'].flatMap((department) =>
        KINDS.flatMap((kind) =>
          ['1号', '2号'].map((documentNumber) => {
            const { pk, sk } = recordKey(subject, { department, kind, documentNumber });
            return `${pk} ${sk} ${recordId(subject, { department, kind, documentNumber })}`;
          }),
        ),
      ),
    );
    expect(new Set(keys).size).toBe(2 * 2 * KINDS.length * 2);
  });

  it('has these ids for ever', () => {
    const subject = 'ORG#91210299000000019R';
    const key = { pk: subject, sk: 'administrative-penalty#CTjRAnZJOxVClQymWC15OT' };
    expect(recordKey(subject, record('庄税罚〔2026〕1号'))).toEqual(key);
    expect(recordId(subject, record('庄税罚〔2026〕1号'))).toBe('yb4U-dgnA9l355JN4L8rXO');
  });
});
