import { createHmac, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { SealedSecret, SignatureKind } from '../webhooks/endpoint.ts';
import { KeyRing, openUnder, sealUnder } from './aes-gcm.ts';

/** A new secret: what the department is shown once, and what is kept of it. */
export interface NewSecret {
  /** Of `v1` the shared secret, `whsec_…`; of `v1a` nothing is secret to the receiver: its public key, `whpk_…`. */
  readonly shown: string;
  readonly kept: Pick<SealedSecret, 'kind' | 'sealed' | 'publicKey'>;
}

/** The secret `webhook-keys`: under it the secrets of endpoints are sealed, each for its own endpoint only. */
export interface WebhookKeys {
  newSecret(kind: SignatureKind, endpoint: string): NewSecret;
  /** The value of `webhook-signature`: one signature for each secret that is valid, the current one's first. */
  sign(secrets: readonly SealedSecret[], endpoint: string, content: SignedContent): string;
}

/** What a signature covers (Standard Webhooks 1.0.0): id, seconds since 1970, and the body's very bytes. */
export interface SignedContent {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** Standard Webhooks 1.0.0 asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and SPKI (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_BYTES = 12;

const signatureBy = (kind: SignatureKind, secret: Buffer, text: string): string => {
  if (kind === 'v1') return `v1,${createHmac('sha256', secret).update(text).digest('base64')}`;
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });
  return `v1a,${sign(null, Buffer.from(text), key).toString('base64')}`;
};

const makeSecret = (kind: SignatureKind): { readonly secret: Buffer; readonly publicKey?: string } => {
  if (kind === 'v1') return { secret: randomBytes(SECRET_BYTES) };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    secret: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length),
    publicKey: `whpk_${publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_BYTES).toString('base64')}`,
  };
};

/** Reads the secret's text; throws if it has no current key. */
export const webhookKeys = (text: string): WebhookKeys => {
  const ring = KeyRing.parse(JSON.parse(text));
  return {
    newSecret: (kind, endpoint) => {
      const { secret, publicKey } = makeSecret(kind);
      const sealed = sealUnder(ring, secret, endpoint);
      return {
        shown: publicKey ?? `whsec_${secret.toString('base64')}`,
        kept: { kind, sealed, ...(publicKey !== undefined && { publicKey }) },
      };
    },
    sign: (secrets, endpoint, { id, timestamp, body }) =>
      secrets
        .map(({ kind, sealed }) => signatureBy(kind, openUnder(ring, sealed, endpoint), `${id}.${timestamp}.${body}`))
        .join(' '),
  };
};
