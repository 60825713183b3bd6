import { inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { holdsTogether, SEAL_AT, type SealedVersion, unpackSeal } from './sealed-version.ts';

/** The dictionaries of the formats that have one, by the format's number. */
export type Dictionaries = Readonly<Record<number, string>>;

/** What the image of every head holds, whatever else its sort does. */
const AnyImage = z.looseObject({
  id: z.string(),
  version: z.int().min(1),
  state: z.string(),
  change: z.looseObject({ action: z.string(), department: z.string(), officer: z.string(), at: z.string() }),
});
export type AnyImage = z.output<typeof AnyImage>;

/**
 * A version of a head of any sort, read without its schema: as what it was sealed as, to the letter. Throws on an erased one and on what is
 * no version.
 */
export const readVersion = (dictionaries: Dictionaries, body: Uint8Array): SealedVersion<AnyImage> => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const [number = 0, sealLength = 0] = bytes;
  const imageAt = SEAL_AT + sealLength;
  const dictionary = dictionaries[number];
  const json = inflateRawSync(bytes.subarray(imageAt), dictionary ? { dictionary: Buffer.from(dictionary) } : {});
  const image = AnyImage.parse(JSON.parse(json.toString('utf8')));
  return { image, ...unpackSeal(bytes.subarray(SEAL_AT, imageAt)) };
};

/** True if the version's content gives its hash. */
export const versionHolds = (dictionaries: Dictionaries, body: Uint8Array): boolean =>
  holdsTogether(readVersion(dictionaries, body));
