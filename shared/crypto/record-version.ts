import { createHmac } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { CreditRecord } from '../records/record.ts';
import { RecordImage } from '../records/record-image.ts';
import { fieldDigest, randomText, saltKey, sha256Hex } from './digests.ts';
import { RECORD_DICTIONARY } from './record-dictionary.ts';

/**
 * A version's place in the record's hash chain: hash = SHA-256(previous hash ‖ sorted salted field digests). Content and salt can be
 * erased while the digests keep the chain provable. The public copy has a salt of its own.
 */
export interface Seal {
  readonly salt: string;
  readonly publicSalt: string;
  readonly previous: string;
  readonly hash: string;
}

/** Keyed digest of what was first posted, by which the same posting is recognised. */
export interface PostedDigest {
  readonly salt: string;
  readonly digest: string;
}

/** One version of a record with its seal. */
export interface RecordVersion {
  readonly record: CreditRecord;
  readonly seal: Seal;
  readonly posted: PostedDigest;
}

const SALT_BYTES = 16;
/** SHA-256 in hex. */
const HASH_DIGITS = 64;

const digestWith = (salt: string, submission: unknown): string =>
  createHmac('sha256', saltKey(salt)).update(canonicalJson(submission)).digest().toString('base64url', 0, SALT_BYTES);

const chainHash = (record: CreditRecord, salt: string, previous: string): string => {
  const key = saltKey(salt);
  const digests = Object.entries(record).map(([name, value]) => fieldDigest(key, name, canonicalJson(value)));
  return sha256Hex(Buffer.concat([Buffer.from(previous, 'hex'), ...digests.sort(Buffer.compare)]));
};

const seal = (record: CreditRecord, previous: string): Seal => {
  const salt = randomText(SALT_BYTES);
  return { salt, publicSalt: randomText(SALT_BYTES), previous, hash: chainHash(record, salt, previous) };
};

/** The first version of a record, with the digest of its posting. */
export const firstVersion = (record: CreditRecord, submission: unknown): RecordVersion => {
  const salt = randomText(SALT_BYTES);
  return { record, seal: seal(record, ''), posted: { salt, digest: digestWith(salt, submission) } };
};

/** The version after `old`. */
export const nextVersion = (record: CreditRecord, old: RecordVersion): RecordVersion => ({
  record,
  seal: seal(record, old.seal.hash),
  posted: old.posted,
});

/** True if `submission` is what the record was made of. */
export const isSamePosting = (version: RecordVersion, submission: unknown): boolean =>
  digestWith(version.posted.salt, submission) === version.posted.digest;

/** True if a version's content gives its hash: what the auditor recomputes. */
export const holdsTogether = ({ record, seal: { salt, previous, hash } }: RecordVersion): boolean =>
  chainHash(record, salt, previous) === hash;

/** A body: the format, the length of the seal, the seal as bare bytes, the record as raw deflate of canonical JSON with the format's dictionary. */
const FORMAT = 1;
const SEAL_AT = 2;
/** One more unit for every write is the price of an item over a kilobyte: as plain deflate of JSON nearly every record would be. */
const deflate = { level: 9, dictionary: Buffer.from(RECORD_DICTIONARY) };

const packSeal = ({ seal, posted }: RecordVersion): Buffer =>
  Buffer.concat([
    ...[seal.salt, seal.publicSalt, posted.salt, posted.digest].map((text) => Buffer.from(text, 'base64url')),
    ...[seal.hash, seal.previous].map((text) => Buffer.from(text, 'hex')),
  ]);

const unpackSeal = (bytes: Buffer): Pick<RecordVersion, 'seal' | 'posted'> => {
  const text = (place: number) => bytes.toString('base64url', place * SALT_BYTES, (place + 1) * SALT_BYTES);
  const hashes = bytes.subarray(4 * SALT_BYTES).toString('hex');
  const [hash, previous] = [hashes.slice(0, HASH_DIGITS), hashes.slice(HASH_DIGITS)];
  return {
    seal: { salt: text(0), publicSalt: text(1), previous, hash },
    posted: { salt: text(2), digest: text(3) },
  };
};

/** A version as the bytes of one binary attribute. */
export const packVersion = (version: RecordVersion): Uint8Array => {
  const sealed = packSeal(version);
  const record = deflateRawSync(canonicalJson(version.record), deflate);
  return Buffer.concat([Buffer.of(FORMAT, sealed.length), sealed, record]);
};

/** Parses what `packVersion` made; throws on another format or shape. */
export const unpackVersion = (body: Uint8Array): RecordVersion => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const [format, sealLength = 0] = bytes;
  if (format !== FORMAT) throw new Error(`unknown record format ${format}`);
  const recordAt = SEAL_AT + sealLength;
  const json = inflateRawSync(bytes.subarray(recordAt), deflate).toString('utf8');
  return { record: RecordImage.parse(JSON.parse(json)), ...unpackSeal(bytes.subarray(SEAL_AT, recordAt)) };
};
