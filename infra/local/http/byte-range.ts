import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';

/** `bytes=0-99`, `bytes=100-`, `bytes=-8`; several ranges at once are answered with the whole, as the content network may. */
const RANGE = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/;

/** The bytes that a request asks for of a whole answer (RFC 9110, section 14); the whole one if it asks for no range. */
export const partOf = (whole: Answer, { range, 'if-range': onlyIf }: IncomingHttpHeaders): Answer => {
  const { etag, 'last-modified': modified } = whole.headers;
  const asked = RANGE.exec(range ?? '');
  if (asked === null || (onlyIf !== undefined && onlyIf !== etag && onlyIf !== modified)) return whole;
  const { length } = whole.body;
  const [, from, to, last] = asked;
  const start = last === undefined ? Number(from) : Math.max(0, length - Number(last));
  const end = to ? Math.min(Number(to), length - 1) : length - 1;
  if (start > end) {
    const headers = { ...whole.headers, 'content-range': `bytes */${length}` };
    return { status: 416, headers, body: Buffer.alloc(0) };
  }
  return {
    status: 206,
    headers: { ...whole.headers, 'content-range': `bytes ${start}-${end}/${length}` },
    body: whole.body.subarray(start, end + 1),
  };
};
