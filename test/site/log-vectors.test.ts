import { describe, expect, it } from 'vitest';
import vectors from '../../docs/disclosure-format-vectors.json' with { type: 'json' };
import { nodeCodec } from '../../shared/crypto/codec.ts';
import { logSigner } from '../../shared/crypto/log-signer.ts';
import { fromBase64, toBase64 } from '../../shared/transparency/bytes.ts';
import { checkpointText, noteText } from '../../shared/transparency/checkpoint.ts';
import { EMPTY_LOG, growingLog } from '../../shared/transparency/growing-log.ts';
import { logEntry } from '../../shared/transparency/leaf.ts';
import { bucketOf, memberPaths } from '../../shared/transparency/members.ts';
import { checkpointOf, signedBy } from '../../site/public/verification/note.ts';
import { leafOf } from '../../site/public/verification/tree.ts';
import { openCheckpoint } from './tlog-reader.mjs';

const PKCS8_PREFIX = '302e020100300506032b657004220420'; // an Ed25519 key in PKCS #8 (RFC 8410) but for its 32 bytes

describe('the published test vectors of members and of the log', () => {
  it.each(vectors.members)('give the files of $publicId', ({ publicId, sha256, node, bucket }) => {
    expect(nodeCodec.sha256(publicId)).toBe(sha256);
    const at = bucketOf(sha256);
    expect([memberPaths.node(at.node), memberPaths.bucket(at)]).toEqual([node, bucket]);
  });

  it.each(vectors.logs)('give the tree of $size manifests', async ({ manifests, leaf, root }) => {
    const log = growingLog(nodeCodec.digest, EMPTY_LOG);
    for (const [at, sha256] of manifests.entries()) log.append(logEntry(at + 1, sha256));
    expect(toBase64(log.root())).toBe(root);
    expect(toBase64(await leafOf(manifests.length, manifests.at(-1) ?? ''))).toBe(leaf);
  });

  it.each(vectors.checkpoints)('give the checkpoint of $size leaves, to the byte', async (vector) => {
    const { secretKey, origin, size, root, verifierKey, note } = vector;
    const pkcs8 = Buffer.concat([Buffer.from(PKCS8_PREFIX, 'hex'), Buffer.from(secretKey, 'base64')]);
    const secret = { current: { privateKey: pkcs8.toString('base64') }, log: { signing: [pkcs8.toString('base64')] } };
    const signer = logSigner(JSON.stringify(secret));
    const text = checkpointText({ origin, size, root: fromBase64(root) ?? new Uint8Array() });
    expect(signer.verifierKeys(origin)).toEqual([verifierKey]);
    expect(noteText({ text, signatures: signer.sign(origin, text) })).toBe(note);
    expect(openCheckpoint(Buffer.from(note), verifierKey).size).toBe(size);
    expect(verifierKey).toContain(await signedBy(checkpointOf(note), [verifierKey]));
  });
});
