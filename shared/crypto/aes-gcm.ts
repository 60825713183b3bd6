import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod';

/** Keys by version, and which of them is the current one. */
export const KeyRing = z.object({ current: z.string(), keys: z.record(z.string(), z.base64()) });
export type KeyRing = z.output<typeof KeyRing>;

/** The key of a version. Throws if it is not kept any more. */
export const keyIn = (ring: KeyRing, version: string): Buffer => {
  const found = ring.keys[version];
  if (found === undefined) throw new Error(`no key of version ${version}`);
  return Buffer.from(found, 'base64');
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: nonce, ciphertext, tag in base64url. `owner` is authenticated with it where it is bound to somebody. */
export const encrypt = (key: Buffer, plain: Uint8Array, owner = ''): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
};

/** Decrypts what `encrypt` made. Throws if it was changed, or is another owner's. */
export const decrypt = (key: Buffer, text: string, owner = ''): Buffer => {
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
};

/** Seals under the ring's current key; what was sealed names its key's version. */
export const sealUnder = (ring: KeyRing, plain: Uint8Array, owner?: string): string =>
  `${ring.current}.${encrypt(keyIn(ring, ring.current), plain, owner)}`;

/** Opens what `sealUnder` made, under any key that is still kept. */
export const openUnder = (ring: KeyRing, sealed: string, owner?: string): Buffer => {
  const [version = '', text = ''] = sealed.split('.');
  return decrypt(keyIn(ring, version), text, owner);
};

/** Whether what `sealUnder` made lies under a key of this ring. */
export const isUnder = ({ keys }: KeyRing, sealed: string): boolean => Object.hasOwn(keys, sealed.split('.')[0] ?? '');
