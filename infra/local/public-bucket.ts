import type { IncomingMessage } from 'node:http';
import { askEngine, type Engine } from './aws-request.ts';
import type { Answer } from './http/answer.ts';

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

/**
 * Reads the disclosure bucket for anyone, as the content network does: GET and HEAD only, `index.html` at the root, any
 * origin, `404.html` for what is not there, and nothing for a reader who has it already.
 */
export const createPublicBucket = ({ objects, bucket }: { objects: Engine; bucket: string }) => {
  const read = async (path: string) => {
    const { status, headers, body } = await askEngine(objects, { method: 'GET', path: `/${bucket}${path}` });
    const passed = PASSED_ON.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : []));
    return { status, headers: { ...Object.fromEntries(passed), 'access-control-allow-origin': '*' }, body };
  };

  return async (message: IncomingMessage, target: string): Promise<Answer> => {
    if (message.method !== 'GET' && message.method !== 'HEAD') return text(405, 'Method Not Allowed');
    // Through URL, so that no `..` leads out of the bucket.
    const { pathname } = new URL(target, 'http://localhost');
    const answer: Answer = await read(pathname === '/' ? '/index.html' : pathname);
    if (answer.status === 200) {
      const { etag } = answer.headers;
      if (etag !== undefined && message.headers['if-none-match'] === etag)
        return { ...answer, status: 304, body: Buffer.alloc(0) };
      return answer;
    }
    const page: Answer = await read('/404.html');
    return page.status === 200 ? { ...page, status: 404 } : text(404, 'Not Found');
  };
};
