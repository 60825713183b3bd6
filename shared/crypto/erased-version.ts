import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { type Dictionaries, readVersion } from './any-version.ts';
import { sha256Hex } from './digests.ts';
import { digestsOf, type Seal } from './sealed-version.ts';

/** The number of the format of what is left of a version whose content was erased. */
export const ERASED_FORMAT = 3;

/** What is left to be read of an erased version: which it was, where the head stood, who changed it and when. Never why. */
const Tombstone = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  state: z.string(),
  change: z.strictObject({ action: z.string(), department: z.string(), officer: z.string(), at: z.string() }),
});
export type Tombstone = z.output<typeof Tombstone>;

/** An erased version: its tombstone, its place in the chain, and the digests of its fields, which say nothing since their salt is gone. */
export interface ErasedVersion {
  readonly tombstone: Tombstone;
  readonly seal: Pick<Seal, 'previous' | 'hash'>;
  /** Lower-case hex, sorted. */
  readonly digests: readonly string[];
}

const HASH_BYTES = 32;
const SEAL_AT = 2;
/** Of the number of digests, before them. */
const COUNT_BYTES = 2;

const hex = (digests: readonly string[]): Buffer => Buffer.from(digests.join(''), 'hex');

/**
 * What is left of a version, from its bytes alone: the same bytes whenever and however often it is made. Format, length of the seal, hash and
 * previous hash, number of digests, the digests, then raw deflate of the tombstone's canonical JSON. An erased version is given back as it is.
 */
export const erasedBody = (dictionaries: Dictionaries, body: Uint8Array): Uint8Array => {
  if (body[0] === ERASED_FORMAT) return body;
  const { image, seal } = readVersion(dictionaries, body);
  const { id, version, state, change } = image;
  const { action, department, officer, at } = change;
  const tombstone: Tombstone = { id, version, state, change: { action, department, officer, at } };
  const sealed = hex([seal.hash, seal.previous]);
  const digests = digestsOf(image, seal.salt).map((digest) => digest.toString('hex'));
  const count = Buffer.alloc(COUNT_BYTES);
  count.writeUInt16BE(digests.length);
  return Buffer.concat([
    Buffer.of(ERASED_FORMAT, sealed.length),
    sealed,
    count,
    hex(digests),
    deflateRawSync(canonicalJson(tombstone), { level: 9 }),
  ]);
};

/** Parses what `erasedBody` made; throws on another format or shape. */
export const unpackErased = (body: Uint8Array): ErasedVersion => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const [number, sealLength = 0] = bytes;
  if (number !== ERASED_FORMAT) throw new Error(`a version of format ${number} is not erased`);
  const hashes = bytes.subarray(SEAL_AT, SEAL_AT + sealLength).toString('hex');
  const countAt = SEAL_AT + sealLength;
  const digestsAt = countAt + COUNT_BYTES;
  const digests = Array.from({ length: bytes.readUInt16BE(countAt) }, (_, index) =>
    bytes.toString('hex', digestsAt + index * HASH_BYTES, digestsAt + (index + 1) * HASH_BYTES),
  );
  const json = inflateRawSync(bytes.subarray(digestsAt + digests.length * HASH_BYTES)).toString('utf8');
  return {
    tombstone: Tombstone.parse(JSON.parse(json)),
    seal: { hash: hashes.slice(0, 2 * HASH_BYTES), previous: hashes.slice(2 * HASH_BYTES) },
    digests,
  };
};

/** True if an erased version's digests give its hash: that it stood there is provable, what it said is not. */
export const erasedHoldsTogether = ({ seal: { hash, previous }, digests }: ErasedVersion): boolean =>
  sha256Hex(hex([previous, ...digests])) === hash;
