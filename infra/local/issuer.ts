import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import * as z from 'zod';

const PrivateKey = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() });
const ALGORITHM = 'RS256';
const DEFAULT_LIFETIME_SECONDS = 12 * 60 * 60;

/** The issuer of tokens for trials on this machine: a key, its public half under the usual addresses, and no questions asked. */
export type Issuer = {
  url: string;
  /** The documents to serve, by path below the issuer's URL. */
  documents: Record<string, unknown>;
  token(claims: Record<string, unknown>, lifetimeSeconds?: number): Promise<string>;
};

const loadKey = async (path: string | undefined): Promise<JWK> => {
  if (path && existsSync(path)) return PrivateKey.parse(JSON.parse(readFileSync(path, 'utf8')));
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  if (!path) return jwk;
  // Whole or not at all: half a key, left by a process that was killed, could not be read at the next start.
  writeFileSync(`${path}.new`, JSON.stringify(jwk), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return jwk;
};

/** Without a path the key lives as long as this process. */
export const createIssuer = async (options: {
  url: string;
  keyPath?: string | undefined;
  now: () => Date;
}): Promise<Issuer> => {
  const { url, keyPath, now } = options;
  const jwk = await loadKey(keyPath);
  const kid = await calculateJwkThumbprint(jwk);
  const { kty, n, e } = jwk;
  const key = await importJWK(jwk, ALGORITHM);
  return {
    url,
    documents: {
      '/.well-known/openid-configuration': {
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/.well-known/jwks.json`,
        code_challenge_methods_supported: ['S256'],
        id_token_signing_alg_values_supported: [ALGORITHM],
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      },
      '/.well-known/jwks.json': { keys: [{ kty, n, e, kid, alg: ALGORITHM, use: 'sig' }] },
    },
    token: (claims, lifetimeSeconds = DEFAULT_LIFETIME_SECONDS) => {
      const issuedAt = Math.floor(now().getTime() / 1000);
      const payload = { iss: url, iat: issuedAt, exp: issuedAt + lifetimeSeconds, ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg: ALGORITHM, kid }).sign(key);
    },
  };
};
