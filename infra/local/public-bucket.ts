import type { IncomingMessage } from 'node:http';
import { SITE_HEADERS } from '../site-headers.ts';
import { askEngine, type Engine } from './aws-request.ts';
import type { Answer } from './http/answer.ts';
import { partOf } from './http/byte-range.ts';

/** Headers of an object that its readers see. */
const PASSED_ON = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'etag',
  'last-modified',
];

const text = (status: number, message: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain;charset=UTF-8' },
  body: Buffer.from(message),
});

/** Whether the reader has what is there already: by its tag, or, if it names none, by its date. */
const isKnown = ({ headers }: IncomingMessage, { etag, 'last-modified': modified }: Answer['headers']): boolean => {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  return Date.parse(String(headers['if-modified-since'])) >= Date.parse(String(modified));
};

/**
 * Reads the disclosure bucket for anyone, as the content network does, with the same headers: GET and HEAD only, `index.html` at the
 * root, `404.html` for what is not there, nothing for a reader who has it already, and single ranges of bytes.
 */
export const createPublicBucket = ({ objects, bucket }: { objects: Engine; bucket: string }) => {
  const read = async (path: string): Promise<Answer> => {
    const { status, headers, body } = await askEngine(objects, { method: 'GET', path: `/${bucket}${path}` });
    const passed = PASSED_ON.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : []));
    return { status, headers: Object.fromEntries(passed), body };
  };

  const answerTo = async (message: IncomingMessage, target: string): Promise<Answer> => {
    if (message.method !== 'GET' && message.method !== 'HEAD') return text(405, 'Method Not Allowed');
    // Through URL, so that no `..` leads out of the bucket.
    const { pathname } = new URL(target, 'http://localhost');
    const answer = await read(pathname === '/' ? '/index.html' : pathname);
    if (answer.status === 200) {
      const whole = { ...answer, headers: { ...answer.headers, 'accept-ranges': 'bytes' } };
      if (isKnown(message, answer.headers)) return { ...whole, status: 304, body: Buffer.alloc(0) };
      return partOf(whole, message.headers);
    }
    const page = await read('/404.html');
    return page.status === 200 ? { ...page, status: 404 } : text(404, 'Not Found');
  };

  return async (message: IncomingMessage, target: string): Promise<Answer> => {
    const answer = await answerTo(message, target);
    return { ...answer, headers: { ...answer.headers, ...SITE_HEADERS } };
  };
};
