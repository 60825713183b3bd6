import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { licence } from '../builders/submissions.ts';
import { leafHashOf, openCheckpoint, tileClient, verifyConsistency, verifyInclusion } from '../site/tlog-reader.mjs';
import { clientOf, officer } from './client.ts';
import { startTarget, type Target } from './target.ts';

const NOW = new Date('2026-11-10T02:00:00.000Z');
const VERSIONS = 5;

let target: Target;
beforeAll(async () => {
  target = await startTarget(NOW);
});
afterAll(() => target?.stop());

const publish = async (number: number): Promise<void> => {
  const body = licence({ documentNumber: `庄市监许〔2026〕日志-${number}号` });
  const posted = await clientOf(target).call(officer('market-regulation'), 'POST', '/records', { body });
  expect(posted.status).toBe(201);
  await target.idle();
  await target.firePublication('additions');
  await target.idle();
};

const answer = (path: string): Promise<Response> => fetch(`${target.publicUrl}/${path}`);
const read = async (path: string): Promise<Buffer | null> => {
  const response = await answer(path);
  if (response.status === 404 || response.status === 403) return null;
  expect([path, response.status]).toEqual([path, 200]);
  return Buffer.from(await response.arrayBuffer());
};

/** The log as whoever knows the public specifications alone finds it at the address of the site. */
const readLog = async () => {
  const [vkey = ''] = JSON.parse(String(await read('keys.json'))).log;
  const head = openCheckpoint((await read('log/checkpoint')) ?? Buffer.alloc(0), vkey);
  return { ...head, tiles: tileClient((path) => read(`log/${path}`), head.size) };
};

describe('the transparency log, over HTTP', () => {
  it('leads a reader of the specifications from its signed head to every manifest, and from each head to the next', async () => {
    let before: Awaited<ReturnType<typeof readLog>> | undefined;
    for (let version = 1; version <= VERSIONS; version += 1) {
      await publish(version);
      const log = await readLog();
      expect([log.size, (await log.tiles.root()).equals(log.root)]).toEqual([version, true]);
      for (const [index, entry] of (await log.tiles.entries()).entries()) {
        const manifest = (await read(`v/${index + 1}/manifest.json`)) ?? Buffer.alloc(0);
        expect(String(entry)).toBe(`${index + 1} ${createHash('sha256').update(manifest).digest('hex')}`);
        const claim = { leaf: leafHashOf(entry), index, size: log.size, root: log.root };
        expect(verifyInclusion(claim, await log.tiles.inclusionProof(index))).toBe(true);
      }
      const proof = before && (await log.tiles.consistencyProof(before.size));
      const claim = before && { first: before.size, firstHash: before.root, second: log.size, secondHash: log.root };
      if (claim && proof) expect(verifyConsistency(claim, proof)).toBe(true);
      before = log;
    }
  });

  it('is served as its specification asks: the head as text that is soon asked for again, tiles as bytes that stay', async () => {
    const [head, tile, none] = await Promise.all(
      ['checkpoint', `tile/0/000.p/${VERSIONS}`, 'tile/0/000'].map((path) => answer(`log/${path}`)),
    );
    expect([head?.headers.get('content-type'), head?.headers.get('cache-control')]).toEqual([
      'text/plain; charset=utf-8',
      'max-age=5',
    ]);
    expect([tile?.headers.get('content-type'), tile?.headers.get('cache-control')]).toEqual([
      'application/octet-stream',
      'max-age=31536000, immutable',
    ]);
    expect([(await tile?.arrayBuffer())?.byteLength, none?.status]).toEqual([32 * VERSIONS, 404]);
  });
});
