import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Around, Entry, Proof } from '../../site/public/verification/types.ts';
import { verifyConsistency } from '../../site/public/verification/verify-consistency.ts';
import { verifyEntry } from '../../site/public/verification/verify-entry.ts';
import { type Engines, startEngines } from '../engines.ts';
import { logKeysOf } from '../functions/support/log-reading.ts';
import { bytesIn, type City, city, clear, snapshot } from '../shared/disclosure/support/publisher.ts';
import { creditCode, licence, penalty, publicIdOf } from '../shared/disclosure/support/register.ts';

let engines: Engines;
let town: City;
let files: Map<string, Uint8Array>;
let restored: Record<string, string>;
let firstCheckpoint: string;

const text = (path: string): string => new TextDecoder().decode(files.get(path));
const filesOf = (all: Record<string, string>) =>
  new Map(Object.entries(all).map(([path, body]) => [path, new Uint8Array(Buffer.from(body, 'base64'))]));

beforeAll(async () => {
  engines = await startEngines();
  town = city('2026-11-10T02:00:00.000Z');
  await town.change(penalty('a'), penalty('b', { subject: 2 }), licence('c', { subject: 3 }));
  await town.run();
  firstCheckpoint = Buffer.from((await town.deps.disclosure.get('log/checkpoint')) ?? []).toString();
  for (const id of ['d', 'e', 'f']) {
    await town.change(penalty(id, { subject: 4 }));
    await town.run();
  }
  restored = (await snapshot(town)).files;
});
afterAll(() => engines.stop());
beforeEach(() => {
  files = filesOf(restored);
});

const around = (more: Partial<Around> = {}): Around => ({ read: async (path) => files.get(path), ...more });
const shown = { publicId: publicIdOf('b'), code: creditCode(2) };
const outcomes = ({ steps }: Proof) => Object.fromEntries(steps.map(({ link, outcome }) => [link, outcome]));
const named = (pattern: RegExp) => [...files.keys()].filter((path) => pattern.test(path));

/** Replaces a text in the files that are so named. */
const forge = (pattern: RegExp, change: (text: string) => string): void => {
  for (const path of named(pattern)) files.set(path, new TextEncoder().encode(change(text(path))));
};

describe('what a browser proves of an entry', () => {
  it('is the whole chain: from its content to the signed head of the log', async () => {
    const proof = await verifyEntry(shown, around({ remembered: firstCheckpoint }));
    expect(proof).toMatchObject({ verdict: 'proven', version: 4, checkpoint: text('log/checkpoint') });
    expect(outcomes(proof)).toEqual({
      entry: 'holds',
      commitment: 'holds',
      members: 'holds',
      root: 'holds',
      signature: 'holds',
      leaf: 'holds',
      checkpoint: 'holds',
      consistency: 'holds',
    });
    expect(JSON.stringify(proof)).not.toContain('示例');
  });

  it('holds under keys that the reader brought, and not under others', async () => {
    const [key] = JSON.parse(text('keys.json')).keys;
    const logKeys = await logKeysOf(town.deps.disclosure);
    const keys = [key.publicKey];
    expect((await verifyEntry(shown, around({ keys, logKeys }))).verdict).toBe('proven');
    const other = Buffer.alloc(32, 1).toString('base64');
    expect(outcomes(await verifyEntry(shown, around({ keys: [other] })))).toMatchObject({ signature: 'fails' });
    expect(outcomes(await verifyEntry(shown, around({ logKeys: [] })))).toMatchObject({ checkpoint: 'fails' });
  });

  it('is proved of an entry that lies before the reader too, and refuted if one character of it differs', async () => {
    const path = named(/^by-subject\//).find((one) => text(one).includes(publicIdOf('a'))) ?? '';
    const entry: Entry = JSON.parse(text(path)).entries[0];
    expect((await verifyEntry({ entry }, around())).verdict).toBe('proven');
    const fields = { ...entry.fields, fineFen: 1 };
    const proof = await verifyEntry({ entry: { ...entry, fields } }, around());
    expect(proof.verdict).toBe('refuted');
    expect(outcomes(proof)).toMatchObject({
      commitment: 'holds',
      members: 'fails',
      root: 'skipped',
      checkpoint: 'skipped',
    });
  });

  it.each([
    ['an entry', /^by-subject\//, '示例', '虚构', 'members'],
    ['the signed manifest', /^v\/4\/manifest/, '"entries":6', '"entries":7', 'signature'],
    ['the root of members', /^members\/4\.json/, 'null', '""', 'root'],
    ['the head of the log', /^log\/checkpoint/, '\n4\n', '\n5\n', 'leaf'],
  ] as const)('is refuted, or at least not proven, where somebody changed %s', async (_, pattern, from, to, link) => {
    forge(pattern, (before) => {
      expect(before).toContain(String(from));
      return before.replace(String(from), String(to));
    });
    const proof = await verifyEntry(shown, around());
    expect(proof.verdict).not.toBe('proven');
    expect(outcomes(proof)[link]).toMatch(/fails|missing/);
  });

  it.each([
    ['its look-up file', /^by-subject\//, 'entry'],
    ['its bucket', /^members\/..\/.\.json/, 'members'],
    ['the newest version', /^latest\.json/, 'root'],
    ['the keys', /^keys\.json/, 'signature'],
    ['the tiles', /^log\/tile\/0/, 'leaf'],
  ] as const)('is said to be unproven, and nothing is accused, where %s is not there', async (_, pattern, link) => {
    for (const path of named(pattern)) files.delete(path);
    const proof = await verifyEntry(shown, around());
    expect(proof.verdict).toBe('unproven');
    expect(outcomes(proof)[link]).toBe('missing');
  });

  it('is found in a full tile where the unfinished one went meanwhile', async () => {
    const partial = files.get('log/tile/0/000.p/4') ?? new Uint8Array();
    files.delete('log/tile/0/000.p/4');
    files.set('log/tile/0/000', new Uint8Array(Buffer.concat([partial, Buffer.alloc(8_192 - 128)])));
    expect((await verifyEntry(shown, around())).verdict).toBe('proven');
  });
});

describe('a version that was passed off as the newest', () => {
  it('proves nothing beside a log that has gone on, not even to who remembers its newer head', async () => {
    await town.change(penalty('b', { subject: 2, version: 2, ended: 'withdrawn' }));
    await town.run();
    const newer = filesOf(await bytesIn(town.deps.disclosure));
    for (const [path, bytes] of newer) if (path.startsWith('log/')) files.set(path, bytes);
    expect(text('latest.json')).toContain('"version":4,');
    const remembered = text('log/checkpoint');
    const proof = await verifyEntry(shown, around({ remembered }));
    expect(proof.verdict).toBe('unproven');
    expect(outcomes(proof)).toMatchObject({ signature: 'holds', leaf: 'missing', checkpoint: 'skipped' });
    expect(proof.version).toBeUndefined();
  });
});

describe('what a browser proves of two heads of the log', () => {
  it('is that the newer one only added to the older one', async () => {
    const proof = await verifyConsistency(firstCheckpoint, around());
    expect(proof).toMatchObject({ verdict: 'proven', sizes: { older: 1, newer: 4 } });
  });

  it('is refuted where history was rewritten, though every signature holds', async () => {
    const other = city('2026-11-10T02:00:00.000Z');
    await clear(engines);
    await other.change(penalty('z'));
    await other.run();
    await other.change(penalty('y'));
    await other.run();
    files = filesOf(await bytesIn(other.deps.disclosure));
    const proof = await verifyConsistency(firstCheckpoint, around());
    expect(proof.verdict).toBe('refuted');
    expect(outcomes(proof)).toEqual({ checkpoint: 'holds', consistency: 'fails' });
  });

  it('is refuted where the log has become shorter, and unproven where what was kept is no checkpoint', async () => {
    const newest = text('log/checkpoint');
    files.set('log/checkpoint', new TextEncoder().encode(firstCheckpoint));
    expect((await verifyConsistency(newest, around())).verdict).toBe('refuted');
    expect((await verifyConsistency('nonsense', around())).verdict).toBe('unproven');
  });
});
