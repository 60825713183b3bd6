import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseInput, pointerSegment } from '../../../shared/http/parse.ts';
import { dateText, shortText } from '../../../shared/kernel/schema.ts';

const failuresOf = (schema: z.ZodType, value: unknown) => {
  const parsed = parseInput(schema, value);
  return parsed.ok ? 'ok' : parsed.failure.map(({ kind, pointer }) => `${kind} ${pointer}`);
};

const schema = z.strictObject({
  name: shortText(5),
  on: dateText.exactOptional(),
  list: z.array(z.strictObject({ n: z.int().min(0).max(9) })).exactOptional(),
  either: z.union([z.enum(['a', 'b']), z.literal('c')]).exactOptional(),
  fixed: z.never().exactOptional(),
});

describe('a value of the outside', () => {
  it.each([
    [{ name: ' ok ' }, 'ok'],
    [undefined, ['missing-field ']],
    [null, ['invalid-value ']],
    [{}, ['missing-field /name']],
    [{ name: '' }, ['missing-field /name']],
    [{ name: null }, ['invalid-value /name']],
    [{ name: '六个字的名字' }, ['text-too-long /name']],
    [{ name: 'a', on: '2026-02-29' }, ['impossible-date /on']],
    [{ name: 'a', on: 20260301 }, ['invalid-value /on']],
    [
      { name: 'a', list: [{ n: 1 }, { n: -1 }, {}, { n: 1, m: 1 }] },
      ['invalid-value /list/1/n', 'missing-field /list/2/n', 'unknown-field /list/3/m'],
    ],
    [{ name: 'a', either: 'd' }, ['invalid-value /either']],
    [{ name: 'a', fixed: 1 }, ['fixed-field /fixed']],
    [{ name: 'a', 'x/y': 1, '~': 2 }, ['unknown-field /x~1y', 'unknown-field /~0']],
    [JSON.parse('{"name":"a","__proto__":1}'), ['unknown-field /__proto__']],
  ])('%j gives %j', (value, failures) => {
    expect(failuresOf(schema, value)).toEqual(failures);
  });

  it('says what was expected, in words of both languages or in signs', () => {
    const expected = (given: object) => {
      const parsed = parseInput(schema, { name: 'a', ...given });
      return parsed.ok ? undefined : parsed.failure[0].parameters?.['expected'];
    };
    expect(expected({ name: 1 })).toEqual({ zh: '文字', en: 'text' });
    expect(expected({ list: {} })).toEqual({ zh: '数组', en: 'an array' });
    expect(expected({ list: [{ n: -1 }] })).toBe('≥ 0');
    expect(expected({ list: [{ n: 10 }] })).toBe('≤ 9');
    expect(expected({ list: [{ n: 1.5 }] })).toEqual({ zh: '整数', en: 'a whole number' });
  });

  it('of any depth is read or refused', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(failuresOf(schema, deep)).toEqual(['invalid-value ']);
    expect(failuresOf(schema, { name: deep })).toEqual(['invalid-value /name']);
  });

  it('is pointed to by pointers that lead back to the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const segment = pointerSegment(name);
        expect(segment.slice(1)).not.toContain('/');
        expect(segment.slice(1).replaceAll('~1', '/').replaceAll('~0', '~')).toBe(name);
      }),
    );
  });
});
