import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { claimNames } from './claim-names.ts';
import { claimsOf, DEMO_IDENTITIES } from './demo-identities.ts';
import type { Answer } from './http/answer.ts';
import type { LocalStack } from './local-stack.ts';
import { readBody } from './loopback-server.ts';

const Asked = z.object({
  response_type: z.literal('code'),
  redirect_uri: z.url(),
  state: z.string(),
  code_challenge: z.string(),
  code_challenge_method: z.literal('S256'),
});
const Redeemed = z.object({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
});

const LIFETIME_SECONDS = 12 * 60 * 60;

/** Answers what belongs to signing in by a page, nothing else. */
export type SignIn = (message: IncomingMessage, path: string) => Promise<Answer | undefined>;

const answer = (status: number, type: string, body: string): Answer => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  body: Buffer.from(body),
});
const refused = (error: string): Answer => answer(400, 'application/json', JSON.stringify({ error }));

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

const page = (links: readonly string[]): string =>
  `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>试用登录 · Sign in for a trial</title>
<main><h1>以谁的身份试用？Try it as whom?</h1><ul>${links.join('')}</ul></main></html>`;

/** The issuer's sign-in page for trials on this machine: one is whom one chooses. A code is good once, for whoever asked for it (RFC 7636). */
export const createSignIn = (stack: LocalStack): SignIn => {
  const codes = new Map<string, { claims: Record<string, string>; challenge: string; redirectUri: string }>();
  const names = claimNames(stack);

  const authorize = (query: URLSearchParams): Answer => {
    const asked = Asked.safeParse(Object.fromEntries(query));
    const ports = new URL(stack.apiUrl).port;
    // Codes go back to this machine only.
    const own = (url: URL) => ['127.0.0.1', 'localhost'].includes(url.hostname) && url.port === ports;
    if (!asked.success || !own(new URL(asked.data.redirect_uri))) return refused('invalid_request');
    const { redirect_uri: redirectUri, state, code_challenge: challenge } = asked.data;
    const links = DEMO_IDENTITIES.map((identity) => {
      const claims = claimsOf(identity, names);
      const code = randomBytes(16).toString('base64url');
      codes.set(code, { claims, challenge, redirectUri });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', state);
      return `<li><a href="${escaped(back.href)}">${escaped(claims.sub)}</a> (${escaped(identity.roles.join(', '))})</li>`;
    });
    return answer(200, 'text/html; charset=utf-8', page(links));
  };

  const redeem = async (message: IncomingMessage): Promise<Answer> => {
    const form = Object.fromEntries(new URLSearchParams(String(await readBody(message))));
    const redeemed = Redeemed.safeParse(form);
    if (!redeemed.success) return refused('invalid_request');
    const { code, redirect_uri: redirectUri, code_verifier: verifier } = redeemed.data;
    const given = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (given === undefined || given.challenge !== challenge || given.redirectUri !== redirectUri)
      return refused('invalid_grant');
    const token = await stack.token(given.claims, LIFETIME_SECONDS);
    const granted = { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS };
    return answer(200, 'application/json', JSON.stringify(granted));
  };

  return async (message, path) => {
    if (message.method === 'GET' && path === '/authorize')
      return authorize(new URL(message.url ?? '/', stack.apiUrl).searchParams);
    return message.method === 'POST' && path === '/token' ? redeem(message) : undefined;
  };
};
