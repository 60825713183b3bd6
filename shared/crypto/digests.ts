import { createHash, createHmac, createSecretKey, hash, type KeyObject, randomBytes } from 'node:crypto';

type Input = string | Uint8Array;

/** SHA-256 as lower-case hex. */
export const sha256Hex = (data: Input): string => hash('sha256', data, 'hex');

/** SHA-256 of bytes. */
export const sha256Bytes = (data: Uint8Array): Buffer => hash('sha256', data, 'buffer');

/** SHAKE128 of a text, `length` bytes long. */
export const shake128 = (text: string, length: number): Uint8Array =>
  createHash('shake128', { outputLength: length }).update(text, 'utf8').digest();

/** `length` random bytes in base64url without padding: 16 bytes make 22 characters. */
export const randomText = (length: number): string => randomBytes(length).toString('base64url');

/** Field values of docs/disclosure-format.md, whose canonical form (RFC 8785) is JSON without spaces. */
type FieldValue = string | number | boolean | readonly string[];

const sha256 = (...chunks: readonly Input[]): Buffer => {
  const digest = createHash('sha256');
  for (const chunk of chunks) digest.update(chunk);
  return digest.digest();
};

/** A salt, base64url, as the key of its digests: made once for all fields, since a key of bytes costs more than its digest each time. */
export const saltKey = (salt: string): KeyObject => createSecretKey(salt, 'base64url');

/** SHA-256(HMAC-SHA-256(salt, name) ‖ canonical value): says nothing of the value once the salt is erased. */
export const fieldDigest = (salt: KeyObject, name: string, value: FieldValue): Buffer =>
  sha256(createHmac('sha256', salt).update(name, 'utf8').digest(), JSON.stringify(value));

/** The commitment of an entry: SHA-256 over its sorted field digests, lower-case hex. `salt` is base64url. */
export const commitmentOf = (salt: string, fields: Readonly<Record<string, FieldValue>>): string => {
  const key = saltKey(salt);
  const digests = Object.entries(fields).map(([name, value]) => fieldDigest(key, name, value));
  return sha256(...digests.sort(Buffer.compare)).toString('hex');
};
