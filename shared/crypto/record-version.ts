import { createHmac } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { CreditRecord } from '../records/record.ts';
import { RecordImage } from '../records/record-image.ts';
import { fieldDigest, randomText, sha256Hex } from './digests.ts';

/**
 * A version's place in the record's hash chain: hash = SHA-256(previous hash ‖ sorted salted field digests). Content and salt can be
 * erased while the digests keep the chain provable. The public copy has a salt of its own.
 */
const Seal = z.object({ salt: z.string(), publicSalt: z.string(), previous: z.string(), hash: z.string() });
export type Seal = z.output<typeof Seal>;

/** Keyed digest of what was first posted, by which the same posting is recognised. */
const PostedDigest = z.object({ salt: z.string(), digest: z.string() });
export type PostedDigest = z.output<typeof PostedDigest>;

/** One version of a record with its seal. */
export interface RecordVersion {
  readonly record: CreditRecord;
  readonly seal: Seal;
  readonly posted: PostedDigest;
}

const VersionBody = z.object({ record: RecordImage, seal: Seal, posted: PostedDigest });

const SALT_BYTES = 16;
/** Bodies are a format number and raw deflate of JSON: Chinese text takes half the space, and one more table unit per kilobyte is money. */
const FORMAT = 1;

const digestWith = (salt: string, submission: unknown): string =>
  createHmac('sha256', Buffer.from(salt, 'base64url')).update(canonicalJson(submission)).digest('base64url');

const chainHash = (record: CreditRecord, salt: string, previous: string): string => {
  const key = Buffer.from(salt, 'base64url');
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

/** A version as the bytes of one binary attribute. */
export const packVersion = (version: RecordVersion): Uint8Array =>
  Buffer.concat([Buffer.of(FORMAT), deflateRawSync(JSON.stringify(version), { level: 9 })]);

/** Parses what `packVersion` made; throws on another format or shape. */
export const unpackVersion = (body: Uint8Array): RecordVersion => {
  if (body[0] !== FORMAT) throw new Error(`unknown record format ${body[0]}`);
  return VersionBody.parse(JSON.parse(inflateRawSync(body.subarray(1)).toString('utf8')));
};
