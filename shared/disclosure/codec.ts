import type { PublicEntry } from './entry.ts';

/** What a publication needs of bytes and digests: docs/disclosure-format.md, sections 1 to 4. */
export interface Codec {
  /** Lower-case hex; a text is taken as UTF-8. */
  sha256(data: string | Uint8Array): string;
  /** SHA-256 of bytes: 32 bytes. */
  digest(data: Uint8Array): Uint8Array;
  /** SHAKE128 of a text, `length` bytes long. */
  stretch(text: string, length: number): Uint8Array;
  /** The commitment of an entry, lower-case hex. */
  commitment(entry: Pick<PublicEntry, 'salt' | 'fields'>): string;
  /** One gzip member, at zlib's level 6 if none is given. */
  gzip(data: string | Uint8Array, level?: number): Promise<Uint8Array>;
  /** The gzip member of a text, made into that of the same text behind a byte order mark: it need not be compressed twice. */
  marked(member: Uint8Array, text: string): Uint8Array;
  gunzip(data: Uint8Array): Promise<Uint8Array>;
  /** One frame of Zstandard (RFC 8878). */
  zstd(data: Uint8Array): Uint8Array;
  base64(data: Uint8Array): string;
}
