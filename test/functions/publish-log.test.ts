import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nodeCodec } from '../../shared/crypto/codec.ts';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { type Engines, startEngines } from '../engines.ts';
import { type City, city, clear, pathsIn } from '../shared/disclosure/support/publisher.ts';
import { licence, penalty } from '../shared/disclosure/support/register.ts';
import { verifyConsistency } from '../site/tlog-reader.mjs';
import { pretendVersions, readLog, setLogBack, textOf, withoutProofs } from './support/log-reading.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const DAILY = { reason: 'daily' };
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2026-11-10T02:00:00.000Z');

const onDay = (town: City, day: number): void => town.setTime(new Date(FIRST_DAY + day * DAY_MS).toISOString());

/** A city with so many versions of two entries, one a day. */
const published = async (versions: number): Promise<City> => {
  const town = city(new Date(FIRST_DAY).toISOString());
  await town.change(penalty('a', { until: '2028-02-10' }), licence('b', { subject: 2 }));
  for (let day = 0; day < versions; day++) {
    onDay(town, day);
    await town.run(DAILY);
  }
  return town;
};

const findings = async (town: City) => (await town.verify(town.clock.now())).findings;

/** What stands in the log: the versions and their manifests. */
const manifestsOf = async (town: City, versions: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: versions }, async (_, i) => {
      const bytes = await town.deps.disclosure.get(`v/${i + 1}/manifest.json`);
      return `${i + 1} ${nodeCodec.sha256(bytes ?? '')}`;
    }),
  );

describe('the log of publications', () => {
  it('has a leaf for each manifest, and grows from one head to the next, as a reader of the specification finds', async () => {
    const town = await published(1);
    const first = await readLog(town.deps.disclosure);
    await town.change(penalty('c', { subject: 3 }));
    onDay(town, 1);
    await town.run(DAILY);
    const second = await readLog(town.deps.disclosure);
    expect([first.size, second.size]).toEqual([1, 2]);
    expect(second.entries).toEqual(await manifestsOf(town, 2));
    expect(second.origin).toMatch(/^joint-credit\.invalid\/log\/[0-9a-f]{16}$/);
    const claim = { first: 1, firstHash: first.root, second: 2, secondHash: second.root };
    expect(verifyConsistency(claim, await second.client.consistencyProof(1))).toBe(true);
    expect(await findings(town)).toEqual([]);
  });

  it('begins with all versions that there were before it, also those that are listed by month, and fills tiles', async () => {
    const town = await published(1);
    await withoutProofs(town);
    const rows = await pretendVersions(town, 600);
    await town.change(penalty('a', { version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    const begun = await readLog(town.deps.disclosure);
    const { sha256 = '' } = JSON.parse(String(await textOf(town, 'latest.json')));
    expect(begun.entries).toEqual([...rows.map((row) => `${row.version} ${row.sha256}`), `601 ${sha256}`]);
    const tiles = (await pathsIn(town.deps.disclosure)).filter((path) => path.startsWith('log/tile/'));
    expect(tiles).toEqual([
      'log/tile/0/000',
      'log/tile/0/001',
      'log/tile/0/002.p/89',
      'log/tile/1/000.p/2',
      'log/tile/entries/000',
      'log/tile/entries/001',
      'log/tile/entries/002.p/89',
    ]);
  });

  it('fills a tile with one publication after the other, and lets the unfinished ones go only then', async () => {
    const town = await published(1);
    await withoutProofs(town);
    await pretendVersions(town, 254);
    const tiles = async () => (await pathsIn(town.deps.disclosure)).filter((path) => path.startsWith('log/tile/0'));
    const roots = new Map<number, Buffer>();
    for (const [id, expected] of [
      ['x', ['log/tile/0/000.p/255']],
      ['y', ['log/tile/0/000']],
      ['z', ['log/tile/0/000', 'log/tile/0/001.p/1']],
    ] as const) {
      await town.change(penalty(id));
      await town.run();
      expect(await tiles()).toEqual(expected);
      const { size, root } = await readLog(town.deps.disclosure);
      roots.set(size, root);
    }
    const { client, size, root } = await readLog(town.deps.disclosure);
    expect(size).toBe(257);
    for (const [first, firstHash] of roots) {
      const claim = { first, firstHash, second: size, secondHash: root };
      expect(verifyConsistency(claim, await client.consistencyProof(first))).toBe(true);
    }
  });

  it.each([
    ['a tile', /^log\/tile\/0\//],
    ['a bundle', /^log\/tile\/entries\//],
    ['the whole log', /^log\//],
    ['the log and the list of versions', /^log\/|^versions\.json/],
  ])('is written anew from the versions where %s is lost, and stays the same log', async (_, which) => {
    const town = await published(3);
    const before = await readLog(town.deps.disclosure);
    await town.deps.disclosure.delete((await pathsIn(town.deps.disclosure)).filter((path) => which.test(path)));
    onDay(town, 3);
    await town.run(DAILY);
    const after = await readLog(town.deps.disclosure);
    expect(after.size).toBe(4);
    const claim = { first: 3, firstHash: before.root, second: 4, secondHash: after.root };
    expect(verifyConsistency(claim, await after.client.consistencyProof(3))).toBe(true);
    expect(town.logged.map(({ message }) => message)).toContain(publisherMessages.fileDamaged);
    expect(await findings(town)).toEqual([]);
  });

  it('is missed at night where a tile is lost on a day without a further version', async () => {
    const town = await published(2);
    await town.run();
    await town.deps.disclosure.delete(['log/tile/entries/000.p/2', 'log/tile/0/000.p/2']);
    await town.run(DAILY);
    expect((await readLog(town.deps.disclosure)).size).toBe(3);
    expect(await findings(town)).toEqual([]);
  });

  it('signs nothing that does not add to what it signed before: a manifest that was exchanged is found, and removals still leave', async () => {
    const town = await published(3);
    const before = await readLog(town.deps.disclosure);
    const forged = new TextEncoder().encode('{}');
    await town.deps.disclosure.put('v/2/manifest.json', forged);
    const list = JSON.parse(new TextDecoder().decode(await town.deps.disclosure.get('versions.json')));
    list.versions[1].sha256 = nodeCodec.sha256(forged);
    await town.deps.disclosure.put('versions.json', new TextEncoder().encode(JSON.stringify(list)));
    await town.deps.disclosure.delete(['log/tile/0/000.p/3']);
    await town.change(penalty('a', { version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    const { version, entries } = (await town.deps.heads.read()) ?? {};
    expect({ version, entries }).toEqual({ version: 4, entries: 1 });
    const note = new TextDecoder().decode(await town.deps.disclosure.get('log/checkpoint'));
    expect(note).toBe(before.note);
    const checks = (await findings(town)).map(({ check, where }) => `${check} ${where}`);
    expect(checks).toContain('log log/checkpoint');
  });
});

describe('a head that was set back', () => {
  it('signs no second history beside the one that the public saw, and removals still leave', async () => {
    const town = await published(3);
    const seen = await readLog(town.deps.disclosure);
    await pretendVersions(town, 2);
    await setLogBack(town);
    await town.change(penalty('a', { version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    expect((await town.deps.heads.read())?.entries).toBe(1);
    expect(await textOf(town, 'log/checkpoint')).toBe(seen.note);
    expect(town.logged.map(({ message }) => message)).toContain(publisherMessages.fileDamaged);
  });

  it('is not feigned by a checkpoint that somebody else laid there', async () => {
    const town = await published(1);
    const forged = (await textOf(town, 'log/checkpoint')).replace('\n1\n', '\n900\n');
    await town.deps.disclosure.put('log/checkpoint', Buffer.from(forged));
    onDay(town, 1);
    await town.run(DAILY);
    expect((await readLog(town.deps.disclosure)).size).toBe(2);
  });
});

describe('the members of a version', () => {
  it('are there after an upgrade, from the notes of the publisher alone', async () => {
    const town = await published(2);
    await withoutProofs(town);
    await town.change(penalty('a', { version: 2, ended: 'withdrawn' }), penalty('d', { subject: 4 }));
    await town.run({ reason: 'removal' });
    expect(await findings(town)).toEqual([]);
    const roots = (await pathsIn(town.deps.disclosure)).filter((path) => /^members\/\d+\.json$/.test(path));
    expect(roots).toEqual(['members/3.json']);
  });

  it.each([
    ['a bucket', /^members\/..\/.\.json$/],
    ['a node', /^members\/..\/index\.json$/],
    ['the root', /^members\/\d+\.json$/],
    ['all of them', /^members\//],
  ])('are mended where %s is lost, at night at the latest', async (_, which) => {
    const town = await published(2);
    const lost = (await pathsIn(town.deps.disclosure)).filter((path) => which.test(path));
    await town.deps.disclosure.delete(lost);
    await town.run(DAILY);
    expect(await findings(town)).toEqual([]);
  });

  it('that somebody laid beside go at night', async () => {
    const town = await published(2);
    await town.deps.disclosure.put('members/1.json', new TextEncoder().encode('{}'));
    await town.deps.disclosure.put('members/zz.json', new TextEncoder().encode('{}'));
    await town.run(DAILY);
    expect((await pathsIn(town.deps.disclosure)).filter((path) => /^members\/[^/]+$/.test(path))).toEqual([
      'members/3.json',
    ]);
  });
});
