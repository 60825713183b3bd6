import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import { consistencyProof } from '../../../shared/transparency/consistency.ts';
import { type Edge, EMPTY_LOG, growingLog, readEdge } from '../../../shared/transparency/growing-log.ts';
import { logEntry } from '../../../shared/transparency/leaf.ts';
import { filesOfTree, partialsOf, tilePath } from '../../../shared/transparency/tiles.ts';
import { leafHashOf, tileClient, verifyConsistency, verifyInclusion } from '../../site/tlog-reader.mjs';

const { digest } = nodeCodec;
const entryOf = (n: number) => logEntry(n, nodeCodec.sha256(`manifest ${n}`));

/** A log grown to each of the sizes, one after the other, from what lies there alone; and its roots. */
const grown = async (sizes: readonly number[]) => {
  const files = new Map<string, Uint8Array>();
  const roots = new Map<number, Uint8Array>();
  const read = async (path: string) => files.get(path);
  let size = 0;
  for (const next of sizes) {
    const root = roots.get(size);
    const edge: Edge | undefined = root ? await readEdge(digest, { size, root }, read) : EMPTY_LOG;
    if (edge === undefined) throw new Error(`no edge at ${size}`);
    const log = growingLog(digest, edge);
    while (log.size() < next) {
      const { files: some, full } = log.append(entryOf(log.size() + 1));
      for (const { path, body } of some) files.set(path, body);
      for (const tile of full) for (const path of partialsOf(tile)) files.delete(path);
    }
    for (const { path, body } of log.unfinished()) files.set(path, body);
    size = log.size();
    roots.set(size, log.root());
  }
  const get = async (path: string) => {
    const bytes = files.get(`log/${path}`);
    return bytes ? Buffer.from(bytes) : null;
  };
  return { files, roots, size, get, root: Buffer.from(roots.get(size) ?? []) };
};

const sizesUpTo = (most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: 6 })
    .map((sizes) => sizes.toSorted((a, b) => a - b));

describe('a log that grows', () => {
  it('is, however it grew, the tree that a reader of the specification finds in its tiles', async () => {
    await fc.assert(
      fc.asyncProperty(sizesUpTo(1_400), fc.nat(), async (sizes, pick) => {
        const { size, get, root, roots } = await grown(sizes);
        const client = tileClient(get, size);
        expect((await client.root()).equals(root)).toBe(true);
        const entries = await client.entries();
        expect(entries.map(String)).toEqual(
          Array.from({ length: size }, (_, i) => String(Buffer.from(entryOf(i + 1)))),
        );
        const index = pick % size;
        const leaf = leafHashOf(entries[index] ?? Buffer.alloc(0));
        expect((await client.leaf(index)).equals(leaf)).toBe(true);
        expect(verifyInclusion({ leaf, index, size, root }, await client.inclusionProof(index))).toBe(true);
        for (const [first, hash] of roots) {
          const claim = { first, firstHash: Buffer.from(hash), second: size, secondHash: root };
          expect(verifyConsistency(claim, await client.consistencyProof(first))).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('proves to a witness that it only grew, by the proofs of the specification', async () => {
    const { size, get, root, roots } = await grown([1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 700]);
    const read = async (tile: Parameters<typeof tilePath>[0]) => {
      const bytes = await get(tilePath(tile).slice('log/'.length));
      if (bytes === null) throw new Error(`no ${tilePath(tile)}`);
      return bytes;
    };
    for (const [older, hash] of roots) {
      const proof = (await consistencyProof(digest, { older, size }, read)).map((one) => Buffer.from(one));
      const claim = { first: older, firstHash: Buffer.from(hash), second: size, secondHash: root };
      expect(verifyConsistency(claim, proof)).toBe(true);
      const forged = { ...claim, firstHash: Buffer.alloc(32) };
      expect(verifyConsistency(forged, proof)).toBe(false);
    }
    expect(await consistencyProof(digest, { older: 0, size }, read)).toEqual([]);
  });

  it('says the hashes of the known trees of RFC 6962', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const log = growingLog(digest, EMPTY_LOG);
    expect(Buffer.from(log.root()).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    const roots = inputs.map((input) => {
      log.append(Buffer.from(input, 'hex'));
      return Buffer.from(log.root()).toString('hex');
    });
    expect(roots[0]).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(roots[7]).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  it('names its files as tlog-tiles does in its example of 70,000 leaves', () => {
    const files = filesOfTree(70_000);
    const hashes = files.filter((path) => !path.includes('entries'));
    expect(hashes.filter((path) => /^log\/tile\/0\/\d{3}$/.test(path))).toHaveLength(273);
    expect(hashes.filter((path) => !/^log\/tile\/0\/\d{3}$/.test(path))).toEqual([
      'log/tile/0/273.p/112',
      'log/tile/1/000',
      'log/tile/1/001.p/17',
      'log/tile/2/000.p/1',
    ]);
    expect(filesOfTree(256)).toEqual(['log/tile/0/000', 'log/tile/entries/000', 'log/tile/1/000.p/1']);
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('log/tile/0/x001/x234/067');
  });

  it('cannot be opened where a tile or bundle is not what the head says', async () => {
    const { files, roots } = await grown([300]);
    const root = roots.get(300) ?? new Uint8Array();
    for (const path of ['log/tile/0/001.p/44', 'log/tile/1/000.p/1', 'log/tile/entries/001.p/44']) {
      for (const damage of [undefined, new Uint8Array(3), Uint8Array.from(files.get(path) ?? [], (byte) => byte ^ 1)]) {
        const read = async (asked: string) => (asked === path ? damage : files.get(asked));
        expect(await readEdge(digest, { size: 300, root }, read)).toBeUndefined();
      }
    }
  });
});
