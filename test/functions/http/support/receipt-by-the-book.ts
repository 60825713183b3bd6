import { webcrypto } from 'node:crypto';

// Written from docs/check-receipt.md alone: it shares no code with what makes receipts.

const utf8 = new TextEncoder();
const { subtle } = webcrypto;

/** JSON as RFC 8785 writes it: members by UTF-16 code units, no spaces. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical((value as Record<string, unknown>)[name])}`);
  return `{${members.join(',')}}`;
};

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

const sha256 = async (text: string): Promise<string> => hex(await subtle.digest('SHA-256', utf8.encode(text)));

const hmac = async (salt: string, text: string): Promise<string> => {
  const key = await subtle.importKey('raw', bytesOf(salt), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return hex(await subtle.sign('HMAC', key, utf8.encode(text)));
};

interface Receipt extends Record<string, unknown> {
  readonly signature: { readonly keyId: string; readonly algorithm: string; readonly value: string };
}

/** What does not hold of a receipt; nothing if all does. */
export const flawsOfReceipt = async (given: {
  readonly receipt: Receipt;
  /** keys.json */
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
  readonly answers?: unknown;
  readonly subjects?: unknown;
  readonly salt?: string;
}): Promise<readonly string[]> => {
  const { signature, ...unsigned } = given.receipt;
  const flaws: string[] = [];
  if (unsigned['type'] !== 'check-receipt' || unsigned['format'] !== 1) flaws.push('no receipt of format 1');
  const found = given.keys.find(({ keyId }) => keyId === signature.keyId);
  if (found === undefined || signature.algorithm !== 'Ed25519') return [...flaws, 'unknown key'];
  const key = await subtle.importKey('raw', bytesOf(found.publicKey), 'Ed25519', false, ['verify']);
  const holds = await subtle.verify('Ed25519', key, bytesOf(signature.value), utf8.encode(canonical(unsigned)));
  if (!holds) flaws.push('signature');
  if (given.answers !== undefined && (await sha256(canonical(given.answers))) !== unsigned['answersDigest'])
    flaws.push('answers');
  if (
    given.subjects !== undefined &&
    (await hmac(given.salt ?? '', canonical(given.subjects))) !== unsigned['subjectsDigest']
  )
    flaws.push('subjects');
  return flaws;
};
