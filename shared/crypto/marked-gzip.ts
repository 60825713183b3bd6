import { crc32 } from 'node:zlib';

/** RFC 1952: a header without optional fields, and after the blocks CRC-32 and length of what is inside. */
const HEADER = 10;
const TRAILER = 8;

/** The mark in UTF-8, and the block of RFC 1951, 3.2.4 that holds it as it is: another one follows, no compression, length and its complement. */
const MARK = Uint8Array.of(0xef, 0xbb, 0xbf);
const STORED = Uint8Array.of(0, MARK.length, 0, 0xff - MARK.length, 0xff, ...MARK);

/**
 * The gzip member of a text behind a byte order mark, from the member of the text alone. Blocks that refer back refer to what is behind the
 * mark, so that they stay as they are.
 */
export const markedGzip = (member: Uint8Array, text: string): Uint8Array => {
  const bytes = Buffer.from(text);
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeUInt32LE(crc32(bytes, crc32(MARK)), 0);
  trailer.writeUInt32LE((bytes.length + MARK.length) % 2 ** 32, TRAILER / 2);
  return new Uint8Array(
    Buffer.concat([member.subarray(0, HEADER), STORED, member.subarray(HEADER, -TRAILER), trailer]),
  );
};
