import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import * as z from 'zod';
import { sha256Bytes } from './digests.ts';

/** Signature types of C2SP signed-note. */
export const noteTypes = { log: 0x01, cosignature: 0x04 } as const;
type NoteType = (typeof noteTypes)[keyof typeof noteTypes];

const KEY_ID_BYTES = 4;
const RAW_BYTES = 32;
const SPKI_PREFIX = '302a300506032b6570032100'; // an Ed25519 key in SPKI (RFC 8410) but for its 32 raw bytes

/** SHA-256(name ‖ line feed ‖ type ‖ public key), its first 4 bytes. */
export const noteKeyId = (name: string, type: NoteType, publicKey: Uint8Array): Buffer =>
  sha256Bytes(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey])).subarray(0, KEY_ID_BYTES);

/** `<name>+<hex of the key id>+<base64 of type and key>`. */
export const verifierKey = (name: string, type: NoteType, publicKey: Uint8Array): string =>
  `${name}+${noteKeyId(name, type, publicKey).toString('hex')}+${Buffer.concat([Buffer.of(type), publicKey]).toString('base64')}`;

/** `— <name> <base64 of key id and signature>`. */
export const signatureLine = (name: string, keyId: Uint8Array, signature: Uint8Array): string =>
  `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}`;

/** A verifier key that was read. */
export interface NoteVerifier {
  readonly name: string;
  /** Whether the signature of this line, after its key id, is one of the message under this key. */
  verifies(message: string, signature: Uint8Array): boolean;
  /** What follows the key id in a line that is by this key's name and id; undefined for the line of another. */
  signatureIn(line: string): Buffer | undefined;
}

const VerifierKey = z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/);

/** Reads a verifier key of a type; undefined if it is none, or its id is not its own. */
export const readVerifierKey = (text: string, type: NoteType): NoteVerifier | undefined => {
  if (!VerifierKey.safeParse(text).success) return undefined;
  const [name = '', id = '', ...rest] = text.split('+');
  const material = Buffer.from(rest.join('+'), 'base64');
  const raw = material.subarray(1);
  const keyId = noteKeyId(name, type, raw);
  if (material[0] !== type || raw.length !== RAW_BYTES || keyId.toString('hex') !== id) return undefined;
  const key: KeyObject = createPublicKey({
    key: Buffer.concat([Buffer.from(SPKI_PREFIX, 'hex'), raw]),
    format: 'der',
    type: 'spki',
  });
  return {
    name,
    verifies: (message, signature) => verify(null, Buffer.from(message, 'utf8'), key, signature),
    signatureIn: (line) => {
      const [dash, by, base64 = '', more] = line.split(' ');
      const bytes = Buffer.from(base64, 'base64');
      const isOurs = dash === '—' && by === name && more === undefined && bytes.subarray(0, KEY_ID_BYTES).equals(keyId);
      return isOurs && bytes.toString('base64') === base64 ? bytes.subarray(KEY_ID_BYTES) : undefined;
    },
  };
};
