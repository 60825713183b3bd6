import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { uptime } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { foldDeltas } from '../../../functions/schedule/handlers/fold-deltas.ts';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import { linesIn, packedLines } from '../../../shared/crypto/packed-lines.ts';
import { type Engines, startEngines } from '../../engines.ts';
import { type City, city, clear } from '../../shared/disclosure/support/publisher.ts';
import { licence, penalty, publicIdOf, type TestRecord } from '../../shared/disclosure/support/register.ts';
import { publish } from '../publication.ts';
import { STEPS } from '../sample.ts';
import { copyIn, type SiteFiles, siteOf, startSite } from './copying.ts';

let engines: Engines;
let site: Awaited<ReturnType<typeof startSite>>;
let copy: ReturnType<typeof copyIn>;
beforeAll(async () => {
  engines = await startEngines();
  site = await startSite();
});
afterAll(async () => {
  await site.stop();
  await engines.stop();
});
beforeEach(async () => {
  await clear(engines);
  copy = copyIn(site.url);
});
afterEach(() => copy.clear());

/** Some dozens of processes, one after another, on a machine that others use too. */
const MANY_RUNS_MS = 600_000;
const AT = '2026-11-10T02:00:00.000Z';
const idOf = (name: string, version = 1) => `${publicIdOf(name)} ${version}`;

/** Version 1 has a, b, c and d; version 2 corrects a and takes b out; version 3 adds e. */
const history = async (): Promise<{ town: City; sites: readonly SiteFiles[] }> => {
  const town = city(AT);
  const sites: SiteFiles[] = [];
  const publish = async (...records: readonly TestRecord[]) => {
    await town.change(...records);
    await town.run();
    sites.push(await siteOf(town));
  };
  await publish(penalty('a'), penalty('b', { subject: 2 }), licence('c'), penalty('d', { until: '2026-11-12' }));
  await publish(
    penalty('a', { version: 2, fields: { penaltyContent: '更正' } }),
    penalty('b', { subject: 2, version: 2, ended: 'withdrawn' }),
  );
  await publish(penalty('e'));
  return { town, sites };
};

const serve = (files: SiteFiles | undefined) => site.serve(files ?? {});

describe('a copy', () => {
  it('holds what is public, then what is public later, and says what left and what was replaced', async () => {
    const { sites } = await history();
    serve(sites[0]);
    expect(await copy.run(AT)).toMatchObject({ code: 0, stderr: '' });
    expect(copy.shown()).toEqual([idOf('a'), idOf('b'), idOf('c'), idOf('d')].sort());
    expect(copy.removed()).toEqual([]);
    serve(sites[2]);
    expect(await copy.run(AT)).toMatchObject({ code: 0, stderr: '' });
    expect(copy.shown()).toEqual([idOf('a', 2), idOf('c'), idOf('d'), idOf('e')].sort());
    expect(copy.removed().sort()).toEqual([`${publicIdOf('a')} replaced`, `${publicIdOf('b')} left`].sort());
    expect(copy.everything()).not.toContain('庄河示例b有限公司');
  });

  it('is left as it is where nothing is new, and only parts that changed are fetched', async () => {
    const { sites } = await history();
    serve(sites[0]);
    await copy.run(AT);
    const parts = () => site.asked.filter((path) => path.startsWith('bulk/parts/'));
    const all = parts().length;
    serve(sites[0]);
    expect((await copy.run(AT)).code).toBe(0);
    expect(parts()).toEqual([]);
    serve(sites[2]);
    await copy.run(AT);
    expect(parts().length).toBeLessThan(all);
  });

  it('follows whole days by one file', async () => {
    const { town } = await history();
    const before = await siteOf(town);
    for (const day of ['2026-11-11', '2026-11-12', '2026-11-13']) {
      town.setTime(`${day}T02:00:00.000Z`);
      await town.change(penalty(`on ${day}`));
      await town.run({ reason: 'daily' });
    }
    const { deps, clock } = town;
    const { disclosure, log } = deps;
    await foldDeltas({ disclosure, log, sha256: sha256Hex, unpack: linesIn, pack: packedLines, now: clock.now })();
    serve(before);
    await copy.run(AT);
    serve(await siteOf(town));
    expect(await copy.run('2026-11-13T02:30:00.000Z')).toMatchObject({ code: 0, stderr: '' });
    expect(site.asked).toContain('deltas/2026-11-11.ndjson.gz');
    expect(site.asked).not.toContain('v/4/delta.ndjson.gz');
    expect(copy.shown()).toContain(idOf('on 2026-11-13'));
    expect(copy.removed()).toContain(`${publicIdOf('d')} expired`);
  });

  it('loses what is over from 00:00 in Beijing on, though the site be stale or out of reach', async () => {
    const { sites } = await history();
    serve(sites[0]);
    await copy.run('2026-11-11T15:59:59.000Z');
    expect(copy.shown()).toContain(idOf('d'));
    serve({});
    expect((await copy.run('2026-11-11T16:00:00.000Z')).code).toBe(2);
    expect(copy.shown()).not.toContain(idOf('d'));
    expect(copy.everything()).not.toContain('庄河示例d有限公司');
    expect(copy.removed()).toEqual([`${publicIdOf('d')} expired`]);
    serve(sites[0]);
    expect((await copy.run('2026-11-11T16:10:00.000Z')).code).toBe(0);
    expect(copy.shown()).not.toContain(idOf('d'));
    const offline = await copy.run('2027-02-01T16:00:00.000Z', { args: ['--offline'] });
    expect([offline.code, copy.shown()]).toEqual([0, [idOf('c')]]);
  });

  it('never goes back to an older version, nor to another history', async () => {
    const { sites } = await history();
    serve(sites[2]);
    await copy.run(AT);
    const held = copy.shown();
    serve(sites[1]);
    expect(await copy.run(AT)).toMatchObject({ code: 1, stderr: expect.stringContaining('older than version 3') });
    await clear(engines);
    const other = city(AT);
    for (const name of ['u', 'v', 'w', 'x']) {
      await other.change(penalty(name));
      await other.run();
    }
    serve(await siteOf(other));
    expect(await copy.run(AT)).toMatchObject({ code: 1, stderr: expect.stringContaining('rewritten') });
    expect(copy.shown()).toEqual(held);
  });

  it.each<[string, (files: SiteFiles) => SiteFiles, number]>([
    ['a part', (files) => swap(files, /^bulk\/parts\/.*ndjson/, Buffer.from('x')), 2],
    ['the bulk list', (files) => swap(files, /^bulk\/3\.json/, Buffer.from('{"version":3,"parts":[]}')), 2],
    ['a delta', (files) => swap(files, /^v\/2\/delta/, Buffer.from('x')), 2],
    ['latest.json', (files) => swap(files, /^latest/, Buffer.from('{')), 1],
    ['a manifest', (files) => edit(files, /^v\/2\/manifest/, (text) => text.replace('"DEL":1', '"DEL":0')), 1],
  ])('takes nothing where %s is not what was signed', async (_, forge, code) => {
    const { sites } = await history();
    serve(sites[0]);
    await copy.run(AT);
    const held = copy.shown();
    serve(forge(sites[2] ?? {}));
    expect((await copy.run(AT)).code).toBe(code);
    expect(copy.shown()).toEqual(held);
    serve(sites[2]);
    expect((await copy.run(AT)).code).toBe(0);
  });

  const movedTo = (group: string) => (parts: Record<string, unknown>[]) =>
    parts.map((part) =>
      String(part['group']).startsWith('administrative-penalty/2027-W05') ? { ...part, group } : part,
    );
  const elsewhere = (parts: Record<string, unknown>[]) =>
    parts.map((part) => ({ ...part, ndjson: { ...Object(part['ndjson']), path: 'http://127.0.0.1:9/part' } }));

  it.each([
    ['entries whose end lies before the end of their group', { parts: movedTo('administrative-penalty/2027-W06/0') }],
    ['entries with an end among those without', { parts: movedTo('administrative-penalty/open/0') }],
    ['a file of another site', { parts: elsewhere }],
    ['an entry without fields', { ndjson: (text: string) => text.replace(/"fields":.*\}/, '"fields":null}') }],
  ])('takes nothing where the list names %s, whoever signed it', async (_, forgery) => {
    const files = publish(STEPS, forgery);
    serve(Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString('base64')])));
    expect(await copy.run(AT)).toMatchObject({ code: 1, stderr: expect.not.stringContaining(' at ') });
    expect(copy.shown()).toEqual([]);
  });

  it('trusts the keys of its first use, or those that it is given', async () => {
    const { sites } = await history();
    const another = Buffer.alloc(32, 7).toString('base64');
    serve(sites[0]);
    expect(await copy.run(AT, { args: ['--key', another] })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--key'),
    });
    await copy.run(AT);
    const keys = JSON.parse(Buffer.from(sites[2]?.['keys.json'] ?? '', 'base64').toString());
    serve(edit(sites[2] ?? {}, /^keys/, () => JSON.stringify({ keys: [{ ...keys.keys[0], publicKey: another }] })));
    expect((await copy.run(AT)).code).toBe(0);
  });

  it(
    'is whole after kill -9 at any moment, and nothing that left is kept from the log',
    async () => {
      const { sites } = await history();
      serve(sites[0]);
      await copy.run(AT);
      const first = copy;
      serve(sites[2]);
      let isOver = false;
      for (let killAt = 1; !isOver; killAt += 1) {
        copy = copyIn(site.url);
        cpSync(first.folder, copy.folder, { recursive: true });
        const killed = await copy.run(AT, { killAt });
        isOver = killed.code === 0;
        expect(killed.code).toBe(isOver ? 0 : null);
        expect(await copy.run(AT)).toMatchObject({ code: 0, stderr: '' });
        expect(copy.shown()).toEqual([idOf('a', 2), idOf('c'), idOf('d'), idOf('e')].sort());
        expect([...new Set(copy.removed())].sort()).toEqual(
          [`${publicIdOf('a')} replaced`, `${publicIdOf('b')} left`].sort(),
        );
        expect(copy.everything()).not.toContain('庄河示例b有限公司');
        const left = readdirSync(copy.folder, { recursive: true, encoding: 'utf8' });
        expect(left.filter((path) => /\.new$|incoming.+/.test(path))).toEqual([]);
        copy.clear();
      }
      first.clear();
    },
    MANY_RUNS_MS,
  );

  it(
    'says of what ended between a killed run and the next one that it expired',
    async () => {
      const town = city(AT);
      const isBesideD = (name: string) =>
        sha256Hex(publicIdOf(name))[0] === sha256Hex(publicIdOf('d'))[0] && name !== 'd';
      const beside = Array.from({ length: 500 }, (_, n) => `beside ${n}`).find(isBesideD) ?? '';
      await town.change(penalty('d', { until: '2026-11-12' }));
      await town.run();
      serve(await siteOf(town));
      await copy.run(AT);
      const first = copy;
      await town.change(penalty(beside, { until: '2026-11-13' }));
      await town.run();
      serve(await siteOf(town));
      let isOver = false;
      for (let killAt = 1; !isOver; killAt += 1) {
        copy = copyIn(site.url);
        cpSync(first.folder, copy.folder, { recursive: true });
        isOver = (await copy.run(AT, { killAt })).code === 0;
        expect((await copy.run('2026-11-11T16:00:00.000Z')).code).toBe(0);
        expect(copy.shown()).toEqual([idOf(beside)]);
        expect(copy.removed()).toContain(`${publicIdOf('d')} expired`);
        copy.clear();
      }
      first.clear();
    },
    MANY_RUNS_MS,
  );

  it('tells a command of what left, again until it succeeds', async () => {
    const { sites } = await history();
    const heard = copy.pathOf('heard');
    const args = ['--on-removal', `cat >> '${heard}' && test -e '${copy.pathOf('ready')}'`];
    serve(sites[0]);
    expect((await copy.run(AT, { args })).code).toBe(0);
    serve(sites[2]);
    expect((await copy.run(AT, { args })).code).toBe(3);
    writeFileSync(copy.pathOf('ready'), '');
    expect((await copy.run(AT, { args })).code).toBe(0);
    expect((await copy.run(AT, { args })).code).toBe(0);
    const rows = readFileSync(heard, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).reason);
    expect(rows.sort()).toEqual(['left', 'left', 'replaced', 'replaced']);
  });

  it('gets back a file that was lost here, and mends a log that was cut off', async () => {
    const { sites } = await history();
    serve(sites[0]);
    await copy.run(AT);
    const held = copy.shown();
    appendFileSync(copy.pathOf('removed.ndjson'), '{"publicId":"cut o');
    const { groups } = JSON.parse(readFileSync(copy.pathOf('copy.json'), 'utf8'));
    for (const group of Object.keys(groups)) rmSync(copy.pathOf(`entries/${group}.ndjson`));
    serve(sites[0]);
    await copy.run(AT);
    expect(copy.shown()).toEqual(held);
    serve(sites[2]);
    expect((await copy.run(AT)).code).toBe(0);
    expect(copy.removed()).toHaveLength(2);
  });

  it('lets one run at a time work on a folder, and takes over from one that was killed', async () => {
    const { sites } = await history();
    serve(sites[0]);
    expect((await copy.run(AT)).code).toBe(0);
    writeFileSync(copy.pathOf('.lock'), String(process.pid));
    expect(await copy.run(AT)).toMatchObject({ code: 2, stderr: expect.stringContaining(`process ${process.pid}`) });
    const beforeTheMachine = new Date(Date.now() - 1_000 * uptime() - 60_000);
    utimesSync(copy.pathOf('.lock'), beforeTheMachine, beforeTheMachine);
    expect((await copy.run(AT)).code).toBe(0);
    const { code } = await copy.run(AT, { killAt: 3 });
    expect([code, existsSync(copy.pathOf('.lock'))]).toEqual([null, true]);
    expect((await copy.run(AT)).code).toBe(0);
  });

  const PART = /^bulk\/parts\/.*ndjson/;

  it('reads each part once, though the first run be cut off: the next goes on with what lies there whole', async () => {
    const { sites } = await history();
    const files = sites[2] ?? {};
    const parts = Object.keys(files).filter((path) => PART.test(path));
    const [lost = ''] = parts.toSorted();
    site.serve(files, (path) => (path === lost ? { status: 500 } : undefined));
    expect((await copy.run(AT)).code).toBe(2);
    const first = new Set(site.asked.filter((path) => PART.test(path)));
    expect(copy.shown()).toEqual([]);
    const there = readdirSync(copy.pathOf('.incoming')).map((name) => `bulk/parts/${name}.ndjson.gz`);
    expect(there.sort()).toEqual(parts.filter((path) => path !== lost).sort());
    // One of them is no longer what it was: it is fetched again, and no other.
    const [damaged = ''] = there;
    writeFileSync(copy.pathOf(`.incoming/${damaged.slice('bulk/parts/'.length, -'.ndjson.gz'.length)}`), 'x');
    serve(files);
    expect(await copy.run(AT)).toMatchObject({ code: 0, stderr: '' });
    expect(site.asked.filter((path) => PART.test(path)).sort()).toEqual([damaged, lost].sort());
    expect([...first].sort()).toEqual(parts.sort());
    expect(copy.shown()).toEqual([idOf('a', 2), idOf('c'), idOf('d'), idOf('e')].sort());
  });

  it('follows no redirect to another origin, and takes nothing that lies there', async () => {
    const { sites } = await history();
    const other = await startSite();
    other.serve(sites[0] ?? {});
    for (const location of [
      `${other.url}/latest.json`,
      '//127.0.0.2/latest.json',
      'https://[',
      'file:///etc/hostname',
    ]) {
      site.serve(sites[0] ?? {}, (path) => (path === 'latest.json' ? { status: 302, location } : undefined));
      expect(await copy.run(AT)).toMatchObject({ code: 1, stderr: expect.stringContaining('leads elsewhere') });
    }
    expect([other.asked, copy.shown()]).toEqual([[], []]);
    await other.stop();
  });

  it('follows a redirect on its own origin, and goes in no circle', async () => {
    const { sites } = await history();
    const moved = Object.fromEntries(Object.entries(sites[0] ?? {}).map(([path, body]) => [`moved/${path}`, body]));
    const to = (path: string) => ({ status: 301, location: `/moved/${path}` });
    site.serve(moved, (path) => (path.startsWith('moved/') ? undefined : to(path)));
    expect(await copy.run(AT)).toMatchObject({ code: 0, stderr: '' });
    expect(copy.shown()).toHaveLength(4);
    site.serve(moved, () => ({ status: 302, location: '/latest.json' }));
    expect(await copy.run(AT)).toMatchObject({ code: 2, stderr: expect.stringContaining('redirects') });
  });

  it('says how it is called where it is called otherwise, and touches nothing', async () => {
    expect(await copy.run(AT, { args: ['--nonsense'] })).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('<site>'),
    });
  });
});

const swap = (files: SiteFiles, which: RegExp, bytes: Buffer): SiteFiles =>
  Object.fromEntries(
    Object.entries(files).map(([path, body]) => [path, which.test(path) ? bytes.toString('base64') : body]),
  );

const edit = (files: SiteFiles, which: RegExp, how: (text: string) => string): SiteFiles =>
  Object.fromEntries(
    Object.entries(files).map(([path, body]) => {
      if (!which.test(path)) return [path, body];
      return [path, Buffer.from(how(Buffer.from(body, 'base64').toString())).toString('base64')];
    }),
  );
