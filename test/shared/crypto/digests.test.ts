import { describe, expect, it } from 'vitest';
import vectors from '../../../docs/disclosure-format-vectors.json' with { type: 'json' };
import { commitmentOf, fieldDigest, randomText, saltKey, sha256Hex } from '../../../shared/crypto/digests.ts';

/** JSON imports type each row on its own; the rows of one list are alike in what is used here. */
type Fields = Record<string, string | number | boolean | string[]>;

describe('digests of an entry', () => {
  it.each(vectors.fieldDigests)('give the published digest of field $name', ({ salt, name, value, digest }) => {
    expect(fieldDigest(saltKey(salt), name, value as string).toString('hex')).toBe(digest);
  });

  it.each(vectors.commitments)('give the published commitment $commitment', ({ salt, fields, commitment }) => {
    expect(commitmentOf(salt, fields as unknown as Fields)).toBe(commitment);
  });

  it.each(vectors.lookupPrefixes)('give the published look-up prefix of $unifiedSocialCreditCode', (vector) => {
    expect(sha256Hex(vector.unifiedSocialCreditCode).slice(0, vector.prefixLength)).toBe(vector.prefix);
  });
});

describe('randomText', () => {
  it('makes 22 characters of 16 bytes, and never the same twice', () => {
    const texts = Array.from({ length: 100 }, () => randomText(16));
    expect(texts.every((text) => /^[\w-]{22}$/.test(text))).toBe(true);
    expect(new Set(texts).size).toBe(100);
  });
});
