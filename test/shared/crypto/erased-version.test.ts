import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../../docs/erased-version-vectors.json' with { type: 'json' };
import { readVersion, versionHolds } from '../../../shared/crypto/any-version.ts';
import { ERASED_FORMAT, erasedBody, erasedHoldsTogether, unpackErased } from '../../../shared/crypto/erased-version.ts';
import { personKeys } from '../../../shared/crypto/person-keys.ts';
import { firstVersion, nextVersion, packVersion } from '../../../shared/crypto/sealed-version.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import { DICTIONARIES } from '../../../shared/retention/dictionaries.ts';
import { penalty } from '../../builders/submissions.ts';
import { anyRecord, recordOf } from '../records/record-of.ts';

const packed = (version: ReturnType<typeof firstVersion<ReturnType<typeof recordOf>>>) =>
  packVersion(RECORD_HEAD.format, version);

const text = (body: Uint8Array) => Buffer.from(body).toString('latin1');

describe('a version whose content is erased', () => {
  it('keeps its hashes, which its digests give, and nothing of what it said', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const version = firstVersion(record, { any: 'request' });
        const body = erasedBody(DICTIONARIES, packed(version));
        const erased = unpackErased(body);
        expect(body[0]).toBe(ERASED_FORMAT);
        expect(erasedHoldsTogether(erased)).toBe(true);
        expect(erased.seal).toEqual({ hash: version.seal.hash, previous: version.seal.previous });
        const { action, department, officer, at } = record.change;
        const { id, state } = record;
        expect(erased.tombstone).toEqual({ id, version: 1, state, change: { action, department, officer, at } });
        for (const salt of [version.seal.salt, version.seal.publicSalt, version.posted.salt, version.posted.digest]) {
          expect(text(body)).not.toContain(Buffer.from(salt, 'base64url').toString('latin1'));
        }
      }),
    );
  });

  it('goes on with the chain: what came before and after it is still linked', () => {
    const first = firstVersion(recordOf(penalty()), {});
    const second = nextVersion({ ...first.image, version: 2, documentNumber: '另号' }, first);
    const erased = [first, second].map((version) => unpackErased(erasedBody(DICTIONARIES, packed(version))));
    expect(erased.map(erasedHoldsTogether)).toEqual([true, true]);
    expect(erased[1]?.seal.previous).toBe(erased[0]?.seal.hash);
  });

  it('is the same however often it is erased', () => {
    const once = erasedBody(DICTIONARIES, packed(firstVersion(recordOf(penalty()), {})));
    expect(erasedBody(DICTIONARIES, once)).toBe(once);
  });

  it('of which a digest or a hash was changed does not hold together', () => {
    const body = erasedBody(DICTIONARIES, packed(firstVersion(recordOf(penalty()), {})));
    const { tombstone, seal, digests } = unpackErased(body);
    const [one = '', ...others] = digests;
    const changed = `${one.slice(0, -1)}${one.endsWith('0') ? '1' : '0'}`;
    expect(erasedHoldsTogether({ tombstone, seal, digests: [changed, ...others] })).toBe(false);
    expect(erasedHoldsTogether({ tombstone, seal, digests: others })).toBe(false);
    expect(erasedHoldsTogether({ tombstone, seal: { ...seal, previous: seal.hash }, digests })).toBe(false);
  });
});

describe('the test vectors of docs/erased-version.md', () => {
  const bytes = (base64: string) => Buffer.from(base64, 'base64');

  it.each(vectors.versions)('$name', ({ original, erased, ...expected }) => {
    expect(versionHolds(DICTIONARIES, bytes(original))).toBe(true);
    expect(readVersion(DICTIONARIES, bytes(original)).seal.hash).toBe(expected.hash);
    for (const body of [bytes(erased), erasedBody(DICTIONARIES, bytes(original))]) {
      const { tombstone, seal, digests } = unpackErased(body);
      expect({ tombstone, ...seal, digests }).toEqual({
        tombstone: expected.tombstone,
        hash: expected.hash,
        previous: expected.previous,
        digests: expected.digests,
      });
      expect(erasedHoldsTogether({ tombstone, seal, digests } as ReturnType<typeof unpackErased>)).toBe(true);
    }
  });

  it('open what was sealed in either way', () => {
    const { secret, owner, wrapped, sealed, sealedBefore, number } = vectors.person;
    const keys = personKeys(JSON.stringify(secret));
    expect(keys.open(sealedBefore)).toBe(number);
    expect(keys.under(wrapped, owner).open(sealed)).toBe(number);
    expect(() => keys.under(wrapped, 'PERSON#another').open(sealed)).toThrow();
  });
});
