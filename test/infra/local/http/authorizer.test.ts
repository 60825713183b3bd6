import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthorizer } from '../../../../infra/local/http/authorizer.ts';
import { createIssuer, type Issuer } from '../../../../infra/local/issuer.ts';
import { close, listen } from '../../../../infra/local/loopback-server.ts';

const NOW = new Date('2026-11-22T16:00:00Z');
const seconds = (from: number) => Math.floor(NOW.getTime() / 1000) + from;

let server: Server;
let issuer: Issuer;
let reads = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    reads += 1;
    const document = issuer.documents[request.url ?? ''];
    response.writeHead(document ? 200 : 404).end(JSON.stringify(document ?? {}));
  });
  const url = await listen(server, 0);
  issuer = await createIssuer({ url, now: () => NOW });
});
afterAll(() => close(server));

const setup = (audiences = ['joint-credit']) => createAuthorizer({ issuer: issuer.url, audiences, now: () => NOW });
const GOOD = { aud: 'joint-credit', sub: 'officer-1' };
const ask = async (claims: Record<string, unknown>, scopes: string[] = []) =>
  setup()(`Bearer ${await issuer.token({ ...GOOD, ...claims })}`, scopes);
const challengeOf = (outcome: Awaited<ReturnType<typeof ask>>) =>
  outcome.ok ? 'let through' : [outcome.answer.status, outcome.answer.headers['www-authenticate']].join(' ');

describe('the JWT authorizer', () => {
  it('gives every claim as text, lists and objects as Go prints them', async () => {
    const outcome = await ask({ roles: ['a', 'b'], n: 5, yes: true, map: { z: 1, a: [2] } });
    expect(outcome).toMatchObject({
      ok: true,
      authorization: {
        claims: { sub: 'officer-1', roles: '[a b]', n: '5', yes: 'true', map: 'map[a:[2] z:1]' },
        scopes: null,
      },
    });
  });

  it('takes the token with or without the word Bearer', async () => {
    expect((await setup()(await issuer.token(GOOD), [])).ok).toBe(true);
  });

  it.each([undefined, '', 'Bearer '])('asks for a token where there is none: %j', async (header) => {
    expect(challengeOf(await setup()(header, []))).toBe('401 Bearer');
  });

  it.each([
    ['expired', { exp: seconds(-1) }],
    ['not valid yet', { nbf: seconds(60) }],
    ['issued in the future', { iat: seconds(60) }],
    ['without an expiry', { exp: undefined }],
    ['of another issuer', { iss: 'https://other.invalid' }],
    ['for another audience', { aud: 'other' }],
    ['for another client', { aud: undefined, client_id: 'other' }],
    ['for another audience although the client is right', { aud: 'other', client_id: 'joint-credit' }],
  ])('refuses a token that is %s', async (_, claims) => {
    expect(challengeOf(await ask(claims))).toMatch(
      /^401 Bearer scope="" error="invalid_token" error_description=".+"$/,
    );
  });

  it('says that a token has expired as API Gateway does', async () => {
    expect(challengeOf(await ask({ exp: seconds(-1) }))).toBe(
      '401 Bearer scope="" error="invalid_token" error_description="the token has expired"',
    );
  });

  it('takes the client where a token has no audience', async () => {
    expect((await ask({ aud: undefined, client_id: 'joint-credit' })).ok).toBe(true);
  });

  it('wants one of the scopes of the route', async () => {
    expect(challengeOf(await ask({ scope: 'narrow' }, ['wide', 'deep']))).toMatch(/^403 Bearer scope="wide deep"/);
    expect(await ask({ scope: 'narrow deep' }, ['wide', 'deep'])).toMatchObject({
      authorization: { scopes: ['narrow', 'deep'] },
    });
  });

  it('refuses what the issuer did not sign, and any algorithm but RS256', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const claims = { iss: issuer.url, ...GOOD, exp: seconds(60) };
    const kid = JSON.stringify(issuer.documents['/.well-known/jwks.json']).match(/"kid":"([^"]+)"/)?.[1] ?? '';
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    const shared = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    const symmetric = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(shared);
    const [header, payload] = forged.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    for (const token of [forged, symmetric, unsigned, `${header}.${payload}`, 'nonsense'])
      expect(challengeOf(await setup()(`Bearer ${token}`, []))).toMatch(/^401 .*invalid_token/);
  });

  it("reads the issuer's keys once", async () => {
    const authorize = setup();
    const token = await issuer.token(GOOD);
    reads = 0;
    for (let time = 0; time < 3; time += 1) await authorize(token, []);
    expect(reads).toBe(2);
  });
});
