import { Fault } from './fault.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** The browser's own cryptography: only pages over https (and of this machine) have it. */
export const subtle = () => {
  if (globalThis.crypto?.subtle === undefined) throw new Fault('unsupported', { needs: 'WebCrypto (https)' });
  return globalThis.crypto.subtle;
};

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

export const concat = (...parts: readonly Uint8Array[]): Bytes => {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

/** SHA-256 of the parts, one after the other. */
export const sha256 = async (...parts: readonly Uint8Array[]): Promise<Bytes> =>
  new Uint8Array(await subtle().digest('SHA-256', concat(...parts)));

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const sha256Hex = async (bytes: Uint8Array): Promise<string> => toHex(await sha256(bytes));

export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Bytes in base64 or base64url; undefined for what is neither. */
export const fromBase64 = (text: string): Bytes | undefined => {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  } catch {
    return undefined;
  }
};

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Bytes in the order of their values, the first difference deciding. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const at = a.findIndex((byte, place) => byte !== b[place]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
};

const KEY_BYTES = 32;

/** Whether this is the Ed25519 signature (RFC 8032) of a message under a raw key. */
export const isSignedBy = async (key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> => {
  if (key.length !== KEY_BYTES) return false;
  try {
    const imported = await subtle().importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
    return await subtle().verify({ name: 'Ed25519' }, imported, signature, message);
  } catch {
    // Browsers before 2025 have no Ed25519: to say that a signature is wrong would be a slander.
    throw new Fault('unsupported', { needs: 'Ed25519' });
  }
};
