import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import * as z from 'zod';
import type { ManifestSigner } from '../disclosure/manifest.ts';
import { sha256Hex } from './digests.ts';
import { LogKeys, logKeysIn, withLogKey } from './log-signer.ts';

/**
 * The secret `signing-key`: the key that signs, as PKCS #8 in base64, and the public keys of those before it (raw,
 * base64).
 */
const SigningKeySecret = z.object({
  current: z.object({ keyId: z.string().min(1), privateKey: z.base64() }),
  retired: z.array(z.object({ keyId: z.string().min(1), publicKey: z.base64() })),
  log: LogKeys.optional(),
});
type SigningKeySecret = z.infer<typeof SigningKeySecret>;

/** An Ed25519 key in SPKI ends with its 32 raw bytes (RFC 8410). */
const RAW_BYTES = 32;

const rawPublicKey = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES).toString('base64');

const privateKeyOf = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });

const KEY_ID_DIGITS = 16;

const newKey = (): { readonly privateKey: KeyObject; readonly pkcs8: string } => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') };
};

/**
 * A new value for the secret `signing-key`; the log keeps its keys; the key of the given value becomes a retired one, so that its signatures
 * still hold.
 */
export const newSigningKeySecret = (replaced?: string): string => {
  const { privateKey, pkcs8 } = newKey();
  const before = replaced === undefined ? undefined : SigningKeySecret.parse(JSON.parse(replaced));
  const retired = before
    ? [
        { keyId: before.current.keyId, publicKey: rawPublicKey(privateKeyOf(before.current.privateKey)) },
        ...before.retired,
      ]
    : [];
  const current = {
    keyId: sha256Hex(Buffer.from(rawPublicKey(privateKey), 'base64')).slice(0, KEY_ID_DIGITS),
    privateKey: pkcs8,
  };
  const log = replaced === undefined ? { signing: [newKey().pkcs8], retired: [] } : logKeysIn(replaced);
  return JSON.stringify({ current, retired, log } satisfies SigningKeySecret);
};

/** A new value for the secret with one more key of the log; the one before it signs beside it until the next one is added. */
export const newLogKeySecret = (replaced: string): string => {
  const secret = SigningKeySecret.parse(JSON.parse(replaced));
  return JSON.stringify({ ...secret, log: withLogKey(logKeysIn(replaced), newKey().pkcs8) } satisfies SigningKeySecret);
};

/** The signer that the secret's text describes. Throws if it describes none. */
export const manifestSigner = (secret: string): ManifestSigner => {
  const { current, retired } = SigningKeySecret.parse(JSON.parse(secret));
  const key = privateKeyOf(current.privateKey);
  return {
    keyId: current.keyId,
    keys: [{ keyId: current.keyId, publicKey: rawPublicKey(key) }, ...retired],
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
};
