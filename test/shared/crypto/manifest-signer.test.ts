import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import vectors from '../../../docs/disclosure-format-vectors.json' with { type: 'json' };
import { manifestSigner, newSigningKeySecret } from '../../../shared/crypto/manifest-signer.ts';
import { manifestText } from '../../../shared/disclosure/manifest.ts';
import { parseInstant } from '../../../shared/kernel/beijing-time.ts';

const holds = (text: string, signature: string, publicKey: string): boolean => {
  const key = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') };
  return verify(null, Buffer.from(text), createPublicKey({ format: 'jwk', key }), Buffer.from(signature, 'base64'));
};

describe('a signing key', () => {
  it('signs what its public key confirms', () => {
    const signer = manifestSigner(newSigningKeySecret());
    const [key] = signer.keys;
    expect(key?.keyId).toBe(signer.keyId);
    expect(Buffer.from(key?.publicKey ?? '', 'base64')).toHaveLength(32);
    expect(holds('庄河', signer.sign('庄河'), key?.publicKey ?? '')).toBe(true);
    expect(holds('大连', signer.sign('庄河'), key?.publicKey ?? '')).toBe(false);
  });

  it('that is replaced stays among the keys, so that older signatures still hold', () => {
    const first = newSigningKeySecret();
    const old = manifestSigner(first);
    const second = manifestSigner(newSigningKeySecret(newSigningKeySecret(first)));
    expect(second.keys).toHaveLength(3);
    expect(second.keyId).not.toBe(old.keyId);
    expect(second.keys).toContainEqual(old.keys[0]);
  });

  it('is refused if the secret holds none', () => {
    expect(() => manifestSigner('{}')).toThrow();
    expect(() => manifestSigner('')).toThrow();
  });
});

describe('a manifest', () => {
  it.each(vectors.manifests)('is signed as the published vector', ({ secretKey, publicKey, manifest }) => {
    const seed = Buffer.from(secretKey, 'base64');
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const { keyId } = manifest.signature;
    const current = { keyId, privateKey: pkcs8.toString('base64') };
    const signer = manifestSigner(JSON.stringify({ current, retired: [] }));
    expect(signer.keys).toEqual([{ keyId, publicKey }]);
    const [cutAt, publishedAt] = [parseInstant(manifest.cutAt), parseInstant(manifest.publishedAt)];
    if (cutAt === undefined || publishedAt === undefined) throw new Error('no instants');
    const text = manifestText({ ...manifest, result: 'complete', cutAt, publishedAt }, signer);
    expect(JSON.parse(text)).toEqual(manifest);
  });
});
