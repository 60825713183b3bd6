import { createHmac } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { BodyFormat } from '../register/head-kind.ts';
import { withNewerFields } from '../register/newer-fields.ts';
import { fieldDigest, randomText, saltKey, sha256Hex } from './digests.ts';

/**
 * A version's place in its head's hash chain: hash = SHA-256(previous hash ‖ sorted salted field digests). Content and salt can be
 * erased while the digests keep the chain provable. The public copy has a salt of its own.
 */
export interface Seal {
  readonly salt: string;
  readonly publicSalt: string;
  readonly previous: string;
  readonly hash: string;
}

/** Keyed digest of the request that created a head, by which the same request is recognised. */
export interface PostedDigest {
  readonly salt: string;
  readonly digest: string;
}

/** One version of what the register keeps, with its seal. */
export interface SealedVersion<Image> {
  readonly image: Image;
  readonly seal: Seal;
  readonly posted: PostedDigest;
}

const SALT_BYTES = 16;
/** SHA-256 in hex. */
const HASH_DIGITS = 64;

const digestWith = (salt: string, request: unknown): string =>
  createHmac('sha256', saltKey(salt)).update(canonicalJson(request)).digest().toString('base64url', 0, SALT_BYTES);

/** The salted digests of an image's fields, sorted: what its hash is made of. */
export const digestsOf = (image: object, salt: string): readonly Buffer[] => {
  const key = saltKey(salt);
  const digests = Object.entries(image).map(([name, value]) => fieldDigest(key, name, canonicalJson(value)));
  return digests.sort(Buffer.compare);
};

const chainHash = (image: object, salt: string, previous: string): string =>
  sha256Hex(Buffer.concat([Buffer.from(previous, 'hex'), ...digestsOf(image, salt)]));

const seal = (image: object, previous: string): Seal => {
  const salt = randomText(SALT_BYTES);
  return { salt, publicSalt: randomText(SALT_BYTES), previous, hash: chainHash(image, salt, previous) };
};

/** The first version of a head, with the digest of the request that created it. */
export const firstVersion = <Image extends object>(image: Image, request: unknown): SealedVersion<Image> => {
  const salt = randomText(SALT_BYTES);
  return { image, seal: seal(image, ''), posted: { salt, digest: digestWith(salt, request) } };
};

/** The version after `old`. */
export const nextVersion = <Image extends object>(image: Image, old: SealedVersion<object>): SealedVersion<Image> => ({
  image,
  seal: seal(image, old.seal.hash),
  posted: old.posted,
});

/** True if `request` is what the head was made of. */
export const isSameRequest = ({ posted }: Pick<SealedVersion<unknown>, 'posted'>, request: unknown): boolean =>
  digestWith(posted.salt, request) === posted.digest;

/** True if a version's content gives its hash: what the auditor recomputes. */
export const holdsTogether = ({ image, seal: { salt, previous, hash } }: SealedVersion<object>): boolean =>
  chainHash(image, salt, previous) === hash;

/** A body: the format, the length of the seal, the seal as bare bytes, the image. */
export const SEAL_AT = 2;

/** One more unit for every write is the price of an item over a kilobyte: as plain deflate of JSON nearly every record would be. */
const deflate = ({ dictionary }: Pick<BodyFormat<unknown>, 'dictionary'>) => ({
  level: 9,
  ...(dictionary !== undefined && { dictionary: Buffer.from(dictionary) }),
});

const packSeal = ({ seal, posted }: SealedVersion<unknown>): Buffer =>
  Buffer.concat([
    ...[seal.salt, seal.publicSalt, posted.salt, posted.digest].map((text) => Buffer.from(text, 'base64url')),
    ...[seal.hash, seal.previous].map((text) => Buffer.from(text, 'hex')),
  ]);

/** Parses the bytes of a seal. */
export const unpackSeal = (bytes: Buffer): Pick<SealedVersion<unknown>, 'seal' | 'posted'> => {
  const text = (place: number) => bytes.toString('base64url', place * SALT_BYTES, (place + 1) * SALT_BYTES);
  const hashes = bytes.subarray(4 * SALT_BYTES).toString('hex');
  const [hash, previous] = [hashes.slice(0, HASH_DIGITS), hashes.slice(HASH_DIGITS)];
  return {
    seal: { salt: text(0), publicSalt: text(1), previous, hash },
    posted: { salt: text(2), digest: text(3) },
  };
};

/** A version as the bytes of one binary attribute. */
export const packVersion = (format: BodyFormat<unknown>, version: SealedVersion<unknown>): Uint8Array => {
  const sealed = packSeal(version);
  const image = deflateRawSync(canonicalJson(version.image), deflate(format));
  return Buffer.concat([Buffer.of(format.number, sealed.length), sealed, image]);
};

/** How long an image's text is, and about how many bytes it takes packed. */
export const packedBytes = <Image>(
  format: BodyFormat<Image>,
  image: Image,
): { readonly characters: number; readonly bytes: number } => {
  const text = canonicalJson(image);
  return { characters: text.length, bytes: deflateRawSync(text, deflate(format)).length };
};

/**
 * A version in a format or shape that this release does not know: a newer one wrote it, or it is damaged. Nothing may be concluded from it,
 * and nothing written over it. The API answers it as a refusal (shared/http/faults.ts).
 */
export class UnreadableVersion extends Error {
  override readonly name = 'UnreadableVersion';
}

/** What a version says as it lies in its bytes, unparsed: with fields that only a newer release knows. */
const imageInBytes = (format: BodyFormat<unknown>, body: Uint8Array): { lies: object; seal: Buffer } => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const [number, sealLength = 0] = bytes;
  if (number !== format.number) throw new UnreadableVersion(`unknown body format ${number}`);
  const imageAt = SEAL_AT + sealLength;
  const json = inflateRawSync(bytes.subarray(imageAt), deflate(format)).toString('utf8');
  return { lies: JSON.parse(json), seal: bytes.subarray(SEAL_AT, imageAt) };
};

/** Parses what `packVersion` made; throws UnreadableVersion on another format or shape. */
export const unpackVersion = <Image>(format: BodyFormat<Image>, body: Uint8Array): SealedVersion<Image> => {
  const { lies, seal } = imageInBytes(format, body);
  const image = format.image.safeParse(lies);
  if (!image.success) throw new UnreadableVersion('unknown shape of an image', { cause: image.error });
  return { image: image.data, ...unpackSeal(seal) };
};

/**
 * The version after `old`, which lies in `body`: what a newer release wrote there and this one does not know is sealed with it.
 * Throws NewerFieldsLost if the change would lose some of it.
 */
export const versionUpon = <Image extends object>(
  format: BodyFormat<Image>,
  next: Image,
  { body, ...old }: SealedVersion<Image> & { readonly body: Uint8Array },
): SealedVersion<object> => {
  const { lies } = imageInBytes(format, body);
  return nextVersion(withNewerFields({ lies, known: old.image, next }), old);
};
