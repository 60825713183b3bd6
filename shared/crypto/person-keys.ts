import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { PersonDocument } from '../subjects/person-documents.ts';
import { decrypt, encrypt, isUnder, KeyRing, keyIn, openUnder, sealUnder } from './aes-gcm.ts';

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
  /** Whether what `seal` or `newDataKey` made lies under a key that is there. */
  opens(sealed: string): boolean;
  /** Decrypts what `seal` made, under any key that is still kept. Throws if it was changed or its key is gone. */
  open(sealed: string): string;
  /** A new key of one person, wrapped by the current data key: whoever destroys the wrapped text has made all unreadable that lies under it. */
  newDataKey(): string;
  /** Seals and opens under one person's key, for one `owner` only: moved to another's item, a sealed text does not open. */
  under(wrapped: string, owner: string): Pick<PersonKeys, 'seal' | 'open'>;
}

const DATA_KEY_BYTES = 32;

/** Reads the secret's text; throws if it has no current key. */
export const personKeys = (secret: string): PersonKeys => {
  const rings = PersonKeysSecret.parse(JSON.parse(secret));
  const aliasUnder = (keyVersion: string, document: PersonDocument): Alias => ({
    keyVersion,
    alias: createHmac('sha256', keyIn(rings.alias, keyVersion))
      .update(`${document.type}|${document.number}`)
      .digest('base64url'),
  });

  const wrap = (plain: Uint8Array): string => sealUnder(rings.data, plain);
  const unwrap = (sealed: string): Buffer => openUnder(rings.data, sealed);

  return {
    aliases: (document) => {
      const older = Object.keys(rings.alias.keys).filter((version) => version !== rings.alias.current);
      return [aliasUnder(rings.alias.current, document), ...older.map((version) => aliasUnder(version, document))];
    },
    seal: (number) => wrap(Buffer.from(number)),
    opens: (sealed) => isUnder(rings.data, sealed),
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
