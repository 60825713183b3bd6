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
  /** A new key of one person, wrapped by the current data key: whoever destroys the wrapped text has made all unreadable that lies under it. */
  newDataKey(): string;
  /** Seals and opens under one person's key, for one `owner` only: moved to another's item, a sealed text does not open. */
  under(wrapped: string, owner: string): Pick<PersonKeys, 'seal' | 'open'>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;

/** AES-256-GCM: nonce, ciphertext, tag in base64url. `owner` is authenticated with it where it is bound to somebody. */
const encrypt = (key: Buffer, plain: Uint8Array, owner = ''): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
};

const decrypt = (key: Buffer, text: string, owner = ''): Buffer => {
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
};

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

  const wrap = (plain: Uint8Array): string =>
    `${rings.data.current}.${encrypt(key(rings.data, rings.data.current), plain)}`;
  const unwrap = (sealed: string): Buffer => {
    const [version = '', text = ''] = sealed.split('.');
    return decrypt(key(rings.data, version), text);
  };

  return {
    aliases: (document) => {
      const older = Object.keys(rings.alias.keys).filter((version) => version !== rings.alias.current);
      return [aliasUnder(rings.alias.current, document), ...older.map((version) => aliasUnder(version, document))];
    },
    seal: (number) => wrap(Buffer.from(number)),
    open: (sealed) => unwrap(sealed).toString(),
    newDataKey: () => wrap(randomBytes(DATA_KEY_BYTES)),
    under: (wrapped, owner) => {
      const own = unwrap(wrapped);
      return {
        seal: (number) => encrypt(own, Buffer.from(number), owner),
        open: (sealed) => decrypt(own, sealed, owner).toString(),
      };
    },
  };
};
