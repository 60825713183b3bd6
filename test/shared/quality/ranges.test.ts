import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesNumber } from '../../../shared/quality/document-number.ts';
import { countIn, gapsIn, merged, rangesOf, rangesText, readRanges } from '../../../shared/quality/ranges.ts';

const numbers = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 60 });

describe('ranges', () => {
  it('hold what they were made of, in any order, and their gaps hold the rest', () => {
    fc.assert(
      fc.property(numbers, (some) => {
        const ranges = rangesOf(some);
        const distinct = [...new Set(some)];
        expect(countIn(ranges)).toBe(distinct.length);
        const [first, last] = [Math.min(...some), Math.max(...some)];
        expect(countIn(gapsIn(ranges))).toBe(last - first + 1 - distinct.length);
        for (const [from, to] of gapsIn(ranges))
          for (let one = from; one <= to; one += 1) expect(distinct).not.toContain(one);
      }),
    );
  });

  it('of parts are those of the whole, and survive being written down', () => {
    fc.assert(
      fc.property(numbers, numbers, (some, others) => {
        const whole = rangesOf([...some, ...others]);
        expect(merged([...rangesOf(some), ...rangesOf(others)])).toEqual(whole);
        expect(readRanges(rangesText(whole))).toEqual(whole);
      }),
    );
    expect(rangesText([])).toBe('');
    expect(readRanges('')).toEqual([]);
    expect(
      rangesText([
        [1, 5],
        [7, 7],
      ]),
    ).toBe('1-5,7');
  });
});

describe('the number of a document', () => {
  it.each([
    ['庄市监罚〔2026〕12号', { prefix: '庄市监罚', year: 2026, number: 12 }],
    ['庄市监罚[２０２６] 012 号', { prefix: '庄市监罚', year: 2026, number: 12 }],
    ['庄环罚字（2026）第7号', { prefix: '庄环罚字', year: 2026, number: 7 }],
    ['庄应急罚【2026年】101', { prefix: '庄应急罚', year: 2026, number: 101 }],
  ])('%s stands in a series', (text, expected) => {
    expect(seriesNumber(text)).toEqual(expected);
  });

  it.each([
    '12号',
    '庄市监罚〔2026〕',
    '庄市监罚〔2026〕12-1号',
    '庄市监罚〔2026〕20261102号',
    '',
    '〔2026〕3号',
    '许旧一号',
  ])('%s stands in none', (text) => {
    expect(seriesNumber(text)).toBeUndefined();
  });

  it('is read at once, however long the text', () => {
    for (const text of ['庄('.repeat(3_000), '庄'.repeat(5_000), `庄〔2026〕${'0'.repeat(5_000)}`])
      expect(seriesNumber(text)).toBeUndefined();
  });
});
