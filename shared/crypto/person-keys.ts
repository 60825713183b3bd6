import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { PersonDocument } from '../subjects/person-documents.ts';

const KeyRing = z.object({ current: z.string(), keys: z.record(z.string(), z.base64()) });

/** The secret `person-keys`: two rings, one for aliases (HMAC-SHA-256), one for encryption (AES-256-GCM). */
const PersonKeysSecret = z.object({ alias: KeyRing, data: KeyRing });

/** An alias of a document under one version of the key: what the register looks a person up by, in place of the number. */
export interface Alias {
  readonly keyVersion: string;
  readonly alias: string;
}

/** Keyed aliases and encryption of persons' document numbers. */
export interface PersonKeys {
  /** The document's aliases, that of the current key first: an older one finds a person entered before a rotation. */
  aliases(document: PersonDocument): readonly [Alias, ...Alias[]];
  /** Encrypts a number under the current data key; the result names the key. */
  seal(number: string): string;
  /** Decrypts what `seal` made, under any key that is still kept. Throws if it was changed or its key is gone. */
  open(sealed: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Reads the secret's text; throws if it has no current key. */
export const personKeys = (secret: string): PersonKeys => {
  const rings = PersonKeysSecret.parse(JSON.parse(secret));
  const key = (ring: z.output<typeof KeyRing>, version: string): Buffer => {
    const found = ring.keys[version];
    if (found === undefined) throw new Error(`no key of version ${version}`);
    return Buffer.from(found, 'base64');
  };
  const aliasUnder = (keyVersion: string, document: PersonDocument): Alias => ({
    keyVersion,
    alias: createHmac('sha256', key(rings.alias, keyVersion))
      .update(`${document.type}|${document.number}`)
      .digest('base64url'),
  });

  return {
    aliases: (document) => {
      const older = Object.keys(rings.alias.keys).filter((version) => version !== rings.alias.current);
      return [aliasUnder(rings.alias.current, document), ...older.map((version) => aliasUnder(version, document))];
    },
    seal: (number) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key(rings.data, rings.data.current), nonce);
      const sealed = Buffer.concat([nonce, cipher.update(number, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${rings.data.current}.${sealed.toString('base64url')}`;
    },
    open: (sealed) => {
      const [version = '', text = ''] = sealed.split('.');
      const bytes = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key(rings.data, version), bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
  };
};
