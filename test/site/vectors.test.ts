import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import vectors from '../../docs/disclosure-format-vectors.json' with { type: 'json' };
import {
  canonical,
  commitmentOf,
  fieldDigest,
  holdsIdentityNumber,
  isCreditCode,
  prefixOf,
  shelfOf,
  signedBytes,
  stateDigest,
} from '../../site/verify.mjs';

/** JSON imports type each row on its own; the rows of one list are alike in what is used here. */
type Fields = Record<string, string | number | boolean | string[]>;

describe('the published test vectors', () => {
  it.each(vectors.fieldDigests)('give the digest of field $name with value $canonical', (vector) => {
    expect(canonical(vector.value)).toBe(vector.canonical);
    const digest = fieldDigest(Buffer.from(vector.salt, 'base64url'), vector.name, vector.value);
    expect(digest.toString('hex')).toBe(vector.digest);
  });

  it.each(vectors.commitments)('give the commitment $commitment', ({ salt, fields, commitment }) => {
    expect(commitmentOf({ salt, fields: fields as unknown as Fields })).toBe(commitment);
  });

  it.each(vectors.stateDigests)('give the state digest of: $name', ({ add, remove, stateDigest: expected }) => {
    const digest = stateDigest();
    for (const element of add) digest.add(element);
    for (const element of remove) digest.remove(element);
    expect(digest.value()).toBe(expected);
    expect(stateDigest(expected).value()).toBe(expected);
  });

  it.each(vectors.manifests)('give the signed bytes of a manifest, and its signature', (vector) => {
    expect(signedBytes(vector.manifest).toString('utf8')).toBe(vector.signed);
    const x = Buffer.from(vector.publicKey, 'base64').toString('base64url');
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
    const { value } = vector.manifest.signature;
    expect(verify(null, Buffer.from(vector.signed), key, Buffer.from(value, 'base64'))).toBe(true);
  });

  it.each(vectors.shelves)('give the shelf of bulk groups of $kind until $publicUntil', (vector) => {
    const { kind, publicUntil, shelf } = vector;
    expect(shelfOf({ fields: { kind, ...(publicUntil && { publicUntil }) } })).toBe(shelf);
  });

  it.each(vectors.lookupPrefixes)('give the look-up file of $unifiedSocialCreditCode', (vector) => {
    expect(prefixOf(vector.unifiedSocialCreditCode, vector.prefixLength)).toBe(vector.prefix);
  });
});

describe('identifiers', () => {
  const identityNumber = '11010519491231002X'; // the example of GB 11643-1999 itself

  it.each([
    ['plain', `负责人身份证号${identityNumber}。`],
    ['with a small x', identityNumber.toLowerCase()],
    ['in full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
    ['with spaces', '110105 19491231 002X'],
    ['after another number', `1 ${identityNumber}`],
  ])('an identity number is found %s', (_, text) => {
    expect(holdsIdentityNumber(text)).toBe(true);
  });

  it.each([
    ['a wrong check digit', '110105194912310021'],
    ['a date that does not exist', '110105194902300020'],
    ['a longer number', `1${identityNumber.slice(0, 17)}5`],
    ['a code of letters and digits', '91210299000000019R'],
  ])('no identity number is seen in %s', (_, text) => {
    expect(holdsIdentityNumber(text)).toBe(false);
  });

  it("a subject's own code is no identity number, even if it looks like one", () => {
    expect(holdsIdentityNumber(identityNumber, new Set([identityNumber]))).toBe(false);
  });

  it.each([
    '91110000802100433B',
    '914403001922038216',
    '11230500001755309F',
    'N22102990000000199',
    'Y12102990000000194',
  ])('%s is a unified social credit code', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it.each(['91110000802100433C', identityNumber, '91110000802100433', '9I110000802100433B'])('%s is none', (code) => {
    expect(isCreditCode(code)).toBe(false);
  });
});
