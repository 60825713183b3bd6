import { promisify } from 'node:util';
import { gunzip, gzip, zstdCompressSync } from 'node:zlib';
import type { Codec } from '../disclosure/codec.ts';
import { commitmentOf, sha256Bytes, sha256Hex, shake128 } from './digests.ts';
import { markedGzip } from './marked-gzip.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** 512 MB: no file of a publication is larger, so what claims to be is no file of ours. */
const LARGEST_FILE = 1 << 29;

/**
 * zlib answers with a piece of a buffer of 16 KB or more, all of which would stay in memory with it: of thousands of small files that a
 * publication keeps, ten times what they are.
 */
const alone = (packed: Uint8Array): Uint8Array =>
  packed.buffer.byteLength > 2 * packed.length ? new Uint8Array(packed) : packed;

/** Bytes and digests by Node's own libraries. */
export const nodeCodec: Codec = {
  sha256: sha256Hex,
  digest: sha256Bytes,
  stretch: shake128,
  commitment: ({ salt, fields }) => commitmentOf(salt, fields),
  gzip: async (data, level = 6) => alone(await compress(data, { level })),
  marked: markedGzip,
  gunzip: (data) => decompress(data, { maxOutputLength: LARGEST_FILE }),
  zstd: (data) => alone(zstdCompressSync(data)),
  base64: (data) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
};
