import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { largeText, noteSize, readLarge } from '../../../shared/name-index/large-files.ts';

test('which files are large is read again as it was written', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 4_095 })), (numbers) => {
      expect(readLarge(largeText(new Set(numbers)))).toEqual(new Set(numbers));
    }),
  );
});

test('what is no such text tells of no file: a query reads more, and finds the same', () => {
  for (const text of [undefined, null, 7, 'a', '====', 'ab=c', '鑫源鑫源', {}])
    expect(readLarge(text)).toEqual(new Set());
});

test('a file of bigrams is large while it has six thousand characters; of others it is not asked', () => {
  const large = new Set([0x00a]);
  noteSize(large, 'names/g/0ff.json', 'x'.repeat(6_000));
  noteSize(large, 'names/i/0fe0.json', 'x'.repeat(6_000));
  noteSize(large, 'names/w/0fd.json', 'x'.repeat(6_000));
  expect(large).toEqual(new Set([0x00a, 0x0ff]));
  noteSize(large, 'names/g/0ff.json', 'x'.repeat(5_999));
  noteSize(large, 'names/g/00a.json', undefined);
  expect(large).toEqual(new Set());
});
