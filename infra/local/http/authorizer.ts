import { createLocalJWKSet, decodeProtectedHeader, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import { type Answer, forbidden, unauthorized } from './answer.ts';
import type { Authorization } from './event.ts';

export type Authorizer = (
  token: string | undefined,
  scopes: string[],
) => Promise<{ ok: true; authorization: Authorization } | { ok: false; answer: Answer }>;

const Discovery = z.object({ jwks_uri: z.url() });
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** API Gateway keeps an issuer's keys for two hours. */
const KEYS_MILLISECONDS = 2 * 60 * 60 * 1000;

const readJson = async (url: string): Promise<unknown> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
};

/** The issuer's keys by discovery, read again when they are old or a token names one that is not among them. */
const createKeySource = (issuer: string) => {
  let kept: { keys: JSONWebKeySet; until: number } | undefined;
  return async (keyId: string | undefined) => {
    const known = kept?.keys.keys.some(({ kid }) => kid === keyId);
    if (kept && known && kept.until > Date.now()) return kept.keys;
    const { jwks_uri } = Discovery.parse(
      await readJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
    );
    kept = { keys: Keys.parse(await readJson(jwks_uri)), until: Date.now() + KEYS_MILLISECONDS };
    return kept.keys;
  };
};

/** Text as Go prints it, which is what API Gateway gives to functions: lists as `[a b]`, objects as `map[a:b]`. */
const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([name, inner]) => `${name}:${claimText(inner)}`).join(' ')}]`;
};

const REASONS: Record<string, string> = {
  ERR_JWT_EXPIRED: 'the token has expired',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'the token has an invalid signature',
};

const reasonOf = (error: unknown) => {
  if (!(error instanceof errors.JOSEError)) return 'OIDC discovery endpoint communication error';
  return REASONS[error.code] ?? 'the token is not valid';
};

/** `client_id` counts only where a token has no audience. */
const isForAudience = (payload: JWTPayload, audiences: string[]) => {
  const given = payload.aud === undefined ? [payload['client_id']] : [payload.aud].flat();
  return given.some((value) => typeof value === 'string' && audiences.includes(value));
};

const scopesOf = (payload: JWTPayload) => {
  const given = payload['scope'] ?? payload['scp'];
  if (Array.isArray(given)) return given.map(String);
  return typeof given === 'string' ? given.split(' ') : [];
};

/** A JWT authorizer of an HTTP API: RS256 only, issuer, audience, expiry, not-before; then the route's scopes, one of which must be there. */
export const createAuthorizer = (options: { issuer: string; audiences: string[]; now: () => Date }): Authorizer => {
  const { issuer, audiences, now } = options;
  const keysFor = createKeySource(issuer);

  const verify = async (token: string) => {
    const keys = createLocalJWKSet(await keysFor(decodeProtectedHeader(token).kid));
    const checks = { algorithms: ['RS256'], issuer, currentDate: now(), requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(token, keys, checks);
    if (payload.iat !== undefined && payload.iat * 1000 > now().getTime())
      throw new errors.JWTClaimValidationFailed('issued in the future', payload, 'iat');
    if (!isForAudience(payload, audiences)) throw new errors.JWTClaimValidationFailed('audience', payload, 'aud');
    return payload;
  };

  return async (header, scopes) => {
    const token = header?.replace(/^Bearer\s+/i, '');
    if (!token) return { ok: false, answer: unauthorized('Bearer') };
    const scope = `scope="${scopes.join(' ')}"`;
    try {
      const payload = await verify(token);
      const granted = scopesOf(payload);
      if (scopes.length > 0 && !scopes.some((wanted) => granted.includes(wanted)))
        return { ok: false, answer: forbidden(`Bearer ${scope} error="insufficient_scope"`) };
      const claims = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));
      return { ok: true, authorization: { claims, scopes: scopes.length > 0 ? granted : null } };
    } catch (error) {
      const challenge = `Bearer ${scope} error="invalid_token" error_description="${reasonOf(error)}"`;
      return { ok: false, answer: unauthorized(challenge) };
    }
  };
};
