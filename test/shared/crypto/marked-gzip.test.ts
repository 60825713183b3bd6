import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markedGzip } from '../../../shared/crypto/marked-gzip.ts';

describe('the gzip member of a text behind a byte order mark', () => {
  it('holds the mark and the text, whatever the text and however it was compressed', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary', maxLength: 5_000 }),
      fc.constant('款,'.repeat(100_000)),
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 9 }), (text, level) => {
        const member = markedGzip(gzipSync(text, { level }), text);
        expect(gunzipSync(member).toString()).toBe(Buffer.from(`\u{feff}${text}`).toString());
      }),
    );
  });

  it('is one member without optional fields, with no byte after it', () => {
    const [plain, marked] = [gzipSync('文书号'), markedGzip(gzipSync('文书号'), '文书号')];
    expect(marked.length).toBe(plain.length + 8);
    expect([...marked.subarray(0, 10)]).toEqual([...plain.subarray(0, 10)]);
    expect(() => gunzipSync(marked.subarray(0, -1))).toThrow();
  });
});
