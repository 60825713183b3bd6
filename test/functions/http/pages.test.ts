import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { apiPages } from '../../../functions/http/handlers/api-pages.ts';
import { notFound } from '../../../functions/http/handlers/not-found.ts';
import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import { PROBLEMS } from '../../../shared/http/problems.ts';
import '../../to-be-problem.ts';

const event = (path: string, headers: Record<string, string> = {}): ApiEvent => ({
  routeKey: '$default',
  rawPath: path,
  headers,
  requestContext: { requestId: 'r', http: { method: 'GET', path } },
});
const signIn = { issuer: 'https://issuer.example', client: 'upload-page', scope: 'openid' };
const pages = apiPages({
  read: async (file) => Buffer.from(`<${file}>`),
  signIn,
  reaches: ['https://issuer.example', 'https://imports.example'],
});
const textOf = ({ body }: ApiResult): string => gunzipSync(Buffer.from(body, 'base64')).toString();
const reply = ({ statusCode, headers, body }: ApiResult) => ({ status: statusCode, headers, body: JSON.parse(body) });

describe('the pages of the API', () => {
  it.each([
    ['/openapi.json', '<openapi.json>', 'application/json'],
    ['/docs', '<index.html>', 'text/html; charset=utf-8'],
    ['/docs/start.js', '<start.js>', 'text/javascript; charset=utf-8'],
    ['/docs/swagger-ui.css', '<swagger-ui.css>', 'text/css; charset=utf-8'],
    ['/upload', '<upload.html>', 'text/html; charset=utf-8'],
    ['/upload/upload.js', '<upload.js>', 'text/javascript; charset=utf-8'],
  ])('%s are served compressed, with what a browser may do with them', async (path, text, type) => {
    const result = await pages(event(path));
    expect(textOf(result)).toBe(text);
    expect(result.headers).toMatchObject({
      'content-type': type,
      'content-encoding': 'gzip',
      'x-content-type-options': 'nosniff',
    });
    expect(result.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('explain every problem where its type leads to, in the language of the reader', async () => {
    const chinese = textOf(await pages(event('/docs/problems')));
    const english = textOf(await pages(event('/docs/problems', { 'accept-language': 'en' })));
    for (const [kind, { title }] of Object.entries(PROBLEMS)) {
      expect(chinese).toContain(`<section id="${kind}"><h2>${title.zh}`);
      expect(english).toContain(`<section id="${kind}"><h2>${title.en}`);
    }
  });

  it('let the page by which files are uploaded reach its own origin, the issuer and the bucket, and nothing else', async () => {
    const { headers } = await pages(event('/upload'));
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("connect-src 'self' https://issuer.example https://imports.example;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(JSON.parse(textOf(await pages(event('/upload/config.json'))))).toEqual(signIn);
  });

  it('that there are not are a problem, whatever they are called', async () => {
    for (const path of [
      '/docs/nothing',
      '/docs/../package.json',
      '/docs/__proto__',
      '/docs/constructor',
      '/docs/',
      '/upload/',
      '/upload/constructor',
      '/upload/../x',
    ])
      expect(reply(await pages(event(path)))).toBeProblem(404, 'unknown-route');
  });
});

it('a route that there is not is a problem, in the language of the reader, and its path is not said again', async () => {
  expect(reply(await notFound(event('/scores/91210299000000019R')))).toBeProblem(404, 'unknown-route');
  const english = reply(await notFound(event('/x', { 'accept-language': 'en' })));
  expect(english).toBeProblem(404, 'unknown-route');
  expect(english.body.detail).toBe('There is no such route; see the API description.');
});
