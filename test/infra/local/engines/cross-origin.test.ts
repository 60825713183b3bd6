import { expect, it } from 'vitest';
import { CorsRules, crossOriginAnswer } from '../../../../infra/local/engines/cross-origin.ts';

const rules = CorsRules.parse([
  { AllowedOrigins: ['https://*.example.cn'], AllowedMethods: ['POST'], AllowedHeaders: ['x-*'], MaxAge: 3600 },
]);
const ask = (method: string, headers: Record<string, string>, url = '/imports/') =>
  crossOriginAnswer((bucket) => (bucket === 'imports' ? rules : undefined), { method, url, headers });
const origin = 'https://api.example.cn';

it('a page of an allowed origin may send, and is told so before and after', () => {
  const preflight = ask('OPTIONS', { origin, 'access-control-request-method': 'POST' });
  expect(preflight).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin } });
  expect(preflight?.headers).toMatchObject({ 'access-control-max-age': '3600', vary: 'Origin' });
  const sent = ask('POST', { origin });
  expect(sent).toMatchObject({ headers: { 'access-control-allow-origin': origin } });
  expect(sent?.status).toBeUndefined();
});

it.each([
  ['another origin', { origin: 'https://example.com', 'access-control-request-method': 'POST' }],
  ['another method', { origin, 'access-control-request-method': 'DELETE' }],
  [
    'a header that is not named',
    { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-a, authorization' },
  ],
])('the browser is refused %s', (_, headers) => {
  expect(ask('OPTIONS', headers)).toEqual({ headers: {}, status: 403 });
});

it('nothing is said to whom no rule fits, to another bucket’s caller, and to what is no page', () => {
  expect(ask('POST', { origin: 'https://example.com' })).toBeUndefined();
  expect(ask('POST', { origin }, '/ledger/')).toBeUndefined();
  expect(ask('POST', {})).toBeUndefined();
});
