import { createHash } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { LocalStack } from '../../../infra/local/local-stack.ts';
import { createSignIn } from '../../../infra/local/sign-in.ts';

const API = 'http://127.0.0.1:8787';
const BACK = `${API}/upload`;
const verifier = 'a-verifier-of-more-than-forty-three-characters-0';
const challenge = createHash('sha256').update(verifier).digest('base64url');

const signIn = () =>
  createSignIn({
    apiUrl: API,
    functions: { one: { CLAIM_DEPARTMENT: 'dept', CLAIM_ROLES: 'roles' } },
    token: async (claims: Record<string, unknown>) => JSON.stringify(claims),
  } as unknown as LocalStack);

const message = (method: string, url: string, body = ''): IncomingMessage => {
  const made = new IncomingMessage(new Socket());
  Object.assign(made, { method, url });
  made.push(body);
  made.push(null);
  return made;
};

const authorize = async (page: ReturnType<typeof signIn>, over: Record<string, string> = {}) => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'joint-credit',
    redirect_uri: BACK,
    state: '"><b>s',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...over,
  });
  return page(message('GET', `/_local/issuer/authorize?${query}`), '/authorize');
};
const redeem = async (page: ReturnType<typeof signIn>, over: Record<string, string>) => {
  const form = { grant_type: 'authorization_code', redirect_uri: BACK, code_verifier: verifier, ...over };
  const answer = await page(message('POST', '/_local/issuer/token', String(new URLSearchParams(form))), '/token');
  return { status: answer?.status, body: JSON.parse(String(answer?.body)) };
};
const codeIn = (html: string): string => /code=([\w-]+)/.exec(html)?.[1] ?? '';

it('whoever tries the system chooses an identity, and the page has a token of it', async () => {
  const page = signIn();
  const shown = String((await authorize(page))?.body);
  expect(shown).toContain('market-regulation/officer-1');
  expect(shown).not.toContain('<b>');
  const { status, body } = await redeem(page, { code: codeIn(shown) });
  expect(status).toBe(200);
  expect(JSON.parse(body.access_token)).toMatchObject({
    sub: 'market-regulation/officer-1',
    dept: 'market-regulation',
  });
});

it('a code is good once, for its asker alone', async () => {
  const page = signIn();
  const code = codeIn(String((await authorize(page))?.body));
  expect((await redeem(page, { code, code_verifier: 'another-verifier' })).status).toBe(400);
  expect((await redeem(page, { code })).status).toBe(400);
  expect((await redeem(page, { code: 'none' })).body).toEqual({ error: 'invalid_grant' });
  expect((await redeem(page, { code: '', grant_type: 'password' })).body).toEqual({ error: 'invalid_request' });
});

it('codes go back to this machine only, and never without a challenge', async () => {
  const page = signIn();
  for (const over of [{ redirect_uri: 'https://example.com/upload' }, { code_challenge_method: 'plain' }])
    expect((await authorize(page, over))?.status).toBe(400);
});
