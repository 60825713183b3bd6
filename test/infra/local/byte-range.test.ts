import { describe, expect, it } from 'vitest';
import { partOf } from '../../../infra/local/http/byte-range.ts';

const whole = {
  status: 200,
  headers: { etag: '"a"', 'last-modified': 'Mon, 23 Nov 2026 04:00:00 GMT' },
  body: Buffer.from('0123456789'),
};
const asked = (range?: string, ifRange?: string) => {
  const { status, headers, body } = partOf(whole, {
    ...(range !== undefined && { range }),
    ...(ifRange !== undefined && { 'if-range': ifRange }),
  });
  return [status, headers['content-range'], body.toString()];
};

describe('a range of bytes', () => {
  it.each([
    ['bytes=0-3', 'bytes 0-3/10', '0123'],
    ['bytes=8-', 'bytes 8-9/10', '89'],
    ['bytes=-4', 'bytes 6-9/10', '6789'],
    ['bytes=-40', 'bytes 0-9/10', '0123456789'],
    ['bytes=9-400', 'bytes 9-9/10', '9'],
  ])('%s is that part', (range, contentRange, body) => {
    expect(asked(range)).toEqual([206, contentRange, body]);
  });

  it.each(['bytes=10-', 'bytes=5-4', 'bytes=-0'])('%s is beyond what is there', (range) => {
    expect(asked(range)).toEqual([416, 'bytes */10', '']);
  });

  it.each([undefined, 'bytes=', 'bytes=-', 'items=0-3', 'bytes=0-1,4-5'])('%s is answered with the whole', (range) => {
    expect(asked(range)).toEqual([200, undefined, '0123456789']);
  });

  it('is of the file that the reader knows, or the whole of the new one', () => {
    expect(asked('bytes=0-3', '"a"')[0]).toBe(206);
    expect(asked('bytes=0-3', 'Mon, 23 Nov 2026 04:00:00 GMT')[0]).toBe(206);
    expect(asked('bytes=0-3', '"b"')[0]).toBe(200);
  });
});
