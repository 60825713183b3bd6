import { describe, expect, it } from 'vitest';
import { createRouteTable } from '../../../../infra/local/http/route-table.ts';

const setup = (...keys: string[]) => createRouteTable(new Map(keys.map((key) => [key, key])));

const ROUTES = [
  '$default',
  'ANY /{proxy+}',
  'GET /records/{proxy+}',
  'ANY /records/{id}',
  'GET /records/{id}',
  'GET /records/{id}/history',
  'GET /records/newest',
  'GET /',
];

describe('routes', () => {
  it.each([
    ['GET', '/records/newest', 'GET /records/newest'],
    ['GET', '/records/7', 'GET /records/{id}'],
    ['PUT', '/records/7', 'ANY /records/{id}'],
    ['GET', '/records/7/history', 'GET /records/{id}/history'],
    ['GET', '/records/7/other', 'GET /records/{proxy+}'],
    ['POST', '/records/7/history', 'ANY /{proxy+}'],
    ['GET', '/elsewhere', 'ANY /{proxy+}'],
    ['GET', '/', 'GET /'],
    ['POST', '/', '$default'],
  ])('%s %s goes to the most specific route, whatever their order', (method, path, expected) => {
    expect(setup(...ROUTES)(method, path)?.target).toBe(expected);
    expect(setup(...ROUTES.toReversed())(method, path)?.target).toBe(expected);
  });

  it('decodes parameters', () => {
    const found = setup('GET /a/{id}/{rest+}')('GET', '/a/x%2Fy/p%20q/r');
    expect(found?.parameters).toEqual({ id: 'x/y', rest: 'p q/r' });
  });

  it('keeps a parameter that cannot be decoded as it is', () => {
    expect(setup('GET /a/{id}')('GET', '/a/%E4')?.parameters).toEqual({ id: '%E4' });
  });

  it.each(['/records', '/records/', '/records/7/', '/records/7/8'])('does not find %s', (path) => {
    expect(setup('GET /records/{id}')('GET', path)).toBeUndefined();
  });
});
