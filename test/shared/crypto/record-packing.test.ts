import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  holdsTogether,
  nextVersion,
  packVersion as pack,
  type SealedVersion,
  unpackVersion as unpack,
} from '../../../shared/crypto/sealed-version.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_DICTIONARY } from '../../../shared/records/record-dictionary.ts';
import { RECORD_HEAD, recordFromItem } from '../../../shared/records/record-store.ts';
import { referenceSet } from '../../bench/reference/reference-set.ts';
import { headItemsOf } from '../../bench/support/head-items.ts';

type RecordVersion = SealedVersion<CreditRecord>;

const packVersion = (version: RecordVersion): Uint8Array => pack(RECORD_HEAD.format, version);
const unpackVersion = (body: Uint8Array): RecordVersion => unpack(RECORD_HEAD.format, body);

const versions: RecordVersion[] = [];
beforeAll(async () => {
  for (const item of await headItemsOf(referenceSet(200))) versions.push(recordFromItem(item));
});

const first = (): RecordVersion => {
  const [version] = versions;
  if (version === undefined) throw new Error('the reference set is empty');
  return version;
};

const later = (version: RecordVersion): RecordVersion =>
  nextVersion({ ...version.image, version: version.image.version + 1 }, version);

describe('a stored version', () => {
  it('comes out as it went in, first or later, and still proves its content', () => {
    for (const version of [...versions, ...versions.map(later)]) {
      const unpacked = unpackVersion(packVersion(version));
      expect({ ...version, ...unpacked }).toEqual(version);
      expect(holdsTogether(unpacked)).toBe(true);
    }
  });

  it('is chained to the one before it', () => {
    const [before] = versions.map((version) => unpackVersion(packVersion(version)));
    expect(before?.seal.previous).toBe('');
    expect(unpackVersion(packVersion(later(first()))).seal.previous).toBe(first().seal.hash);
  });

  it('of another format is refused', () => {
    const body = Buffer.from(packVersion(first()));
    body[0] = 2;
    expect(() => unpackVersion(body)).toThrow('unknown body format 2');
  });

  it('that lost its end is refused', () => {
    const body = packVersion(first());
    expect(() => unpackVersion(body.subarray(0, body.length - 20))).toThrow();
  });

  it('does not prove a content that it was not made of', () => {
    const { image, ...sealed } = unpackVersion(packVersion(first()));
    expect(holdsTogether({ ...sealed, image: { ...image, documentNumber: '别号' } })).toBe(false);
  });
});

describe('format 1', () => {
  it('has this dictionary for ever: other words would make every stored record unreadable', () => {
    expect(createHash('sha256').update(RECORD_DICTIONARY).digest('hex')).toBe(
      '0f98eaf858ba9ad53eddc76753f8352eab737e96c99f1f0410d9999b9b934ffb',
    );
  });
});
