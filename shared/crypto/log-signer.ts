import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto';
import * as z from 'zod';
import type { LogSigner } from '../transparency/log-signer.ts';
import { sha256Hex } from './digests.ts';
import { noteKeyId, noteTypes, signatureLine, verifierKey } from './note-keys.ts';

/**
 * Keys of the log, in the secret `signing-key`: those that sign, the newest first, as PKCS #8 in base64; and public keys (raw, base64) of
 * those that no longer do. Where a key was added, the one before it goes on signing beside it, so that whoever knows only that one still
 * knows the log.
 */
export const LogKeys = z.object({
  signing: z.array(z.base64()).min(1),
  retired: z.array(z.base64()).default([]),
});
export type LogKeys = z.infer<typeof LogKeys>;

/** What of the secret concerns the log. Secrets from before there was one have no such keys. */
const Secret = z.object({ current: z.object({ privateKey: z.base64() }), log: LogKeys.optional() });

const PKCS8_PREFIX = '302e020100300506032b657004220420'; // an Ed25519 key in PKCS #8 (RFC 8410) but for its 32 bytes
const RAW_BYTES = 32;
const PURPOSE = 'joint-credit transparency log 1';
const KEYS_THAT_SIGN = 2;
const ORIGIN_DIGITS = 16;

const keyOf = (base64: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' });
const rawOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES);

/** A key for the log that follows from the key of manifests (HKDF, RFC 5869): an installation from before needs no new secret. */
const derivedKey = (manifestKey: string): string => {
  const seed = hkdfSync('sha256', Buffer.from(manifestKey, 'base64'), Buffer.alloc(0), PURPOSE, RAW_BYTES);
  return Buffer.concat([Buffer.from(PKCS8_PREFIX, 'hex'), Buffer.from(seed)]).toString('base64');
};

/** The log's keys in a secret's text. */
export const logKeysIn = (secret: string): LogKeys => {
  const { current, log } = Secret.parse(JSON.parse(secret));
  return log ?? { signing: [derivedKey(current.privateKey)], retired: [] };
};

/** The keys after `added` came: it and the one before it sign. */
export const withLogKey = ({ signing, retired }: LogKeys, added: string): LogKeys => {
  const all = [added, ...signing];
  const out = all.slice(KEYS_THAT_SIGN).map((key) => rawOf(keyOf(key)).toString('base64'));
  return { signing: all.slice(0, KEYS_THAT_SIGN), retired: [...out, ...retired] };
};

/** The signer of the log that the secret's text describes. Throws if it describes none. */
export const logSigner = (secret: string): LogSigner => {
  const { signing, retired } = logKeysIn(secret);
  const keys = signing.map(keyOf).map((key) => ({ key, raw: rawOf(key) }));
  const raws = [...keys.map(({ raw }) => raw), ...retired.map((raw) => Buffer.from(raw, 'base64'))];
  return {
    ownOrigin: `joint-credit.invalid/log/${sha256Hex(raws.at(-1) ?? '').slice(0, ORIGIN_DIGITS)}`,
    verifierKeys: (origin) => raws.map((raw) => verifierKey(origin, noteTypes.log, raw)),
    sign: (origin, text) =>
      keys.map(({ key, raw }) =>
        signatureLine(origin, noteKeyId(origin, noteTypes.log, raw), sign(null, Buffer.from(text, 'utf8'), key)),
      ),
  };
};
