import type { Entry } from '../verification/types.ts';
import { readJson } from './read.ts';

/** docs/disclosure-format.md, section 2. */
export type PublicEntry = Entry;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntry = (value: unknown): value is PublicEntry =>
  isObject(value) &&
  typeof value['publicId'] === 'string' &&
  typeof value['version'] === 'number' &&
  typeof value['salt'] === 'string' &&
  isObject(value['fields']);

/** The entry that a text is, as downloaded files hold it; undefined if it is none. */
export const copyOf = (text: string): PublicEntry | undefined => {
  try {
    const read: unknown = JSON.parse(text);
    return isEntry(read) ? read : undefined;
  } catch {
    return undefined;
  }
};

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Every entry that look-up files hold about a code. Throws Unreachable. */
export const entriesOf = async (code: string): Promise<readonly PublicEntry[]> => {
  const lookup = await readJson<{ prefixLength: number }>('/lookup.json');
  if (lookup === undefined) return [];
  const digest = hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code)));
  const file = await readJson<{ entries: readonly PublicEntry[] }>(
    `/by-subject/${digest.slice(0, lookup.prefixLength)}.json`,
  );
  return (file?.entries ?? []).filter(({ fields }) => fields['unifiedSocialCreditCode'] === code);
};
