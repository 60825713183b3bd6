import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEWEST_VERSIONS } from '../../shared/disclosure/versions.ts';
import { type Engines, startEngines } from '../engines.ts';
import { city, clear, pathsIn, textIn } from '../shared/disclosure/support/publisher.ts';
import { penalty } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2026-11-01T02:00:00.000Z');

describe('a long history', () => {
  it('stays whole for a stranger: the newest hundred versions in one list, older ones by month, also after a list was lost', async () => {
    const town = city(new Date(FIRST_DAY).toISOString());
    await town.change(
      penalty('a', { until: '2027-02-10' }),
      penalty('b', { until: '', kind: 'administrative-licence' }),
    );
    for (let day = 0; day < NEWEST_VERSIONS + 45; day++) {
      town.setTime(new Date(FIRST_DAY + day * DAY_MS).toISOString());
      await town.run({ reason: 'daily' });
    }
    const lists = (await pathsIn(town.deps.disclosure)).filter((path) => path.startsWith('versions/'));
    expect(lists).toEqual(['versions/2026-11.json', 'versions/2026-12.json']);
    expect(await town.verify(town.clock.now())).toMatchObject({
      ok: true,
      findings: [],
      summary: { entries: 1, allFiles: true },
    });

    await town.deps.disclosure.delete(['versions/2026-12.json']);
    await town.run({ reason: 'daily' });
    expect((await town.verify()).findings).toEqual([]);
    await town.deps.disclosure.delete(['versions.json']);
    await town.run({ reason: 'daily' });
    expect((await town.verify()).findings).toEqual([]);
  });

  it('keeps nothing from leaving, though its lists and its manifests are all damaged', async () => {
    const damages = [['versions.json', 'v/1/manifest.json'], undefined];
    for (const [at, damaged] of damages.entries()) {
      const town = city(new Date(FIRST_DAY).toISOString());
      await clear(engines);
      await town.change(penalty('a'), penalty('b', { subject: 2 }));
      await town.run();
      const all = (await pathsIn(town.deps.disclosure)).filter((path) => !path.endsWith('.gz'));
      for (const path of damaged ?? all) await town.deps.disclosure.put(path, Buffer.from('{}'));
      await town.change({ ...penalty('a'), version: 2, ended: 'withdrawn' });
      await town.run({ reason: 'removal' });
      expect(await textIn(town.deps.disclosure), `${at}`).not.toContain('庄市监罚〔2026〕a号');
    }
  });

  it('tells of every end, also of entries that a lost list of parts took along before their turn', async () => {
    const town = city(new Date(FIRST_DAY).toISOString());
    await clear(engines);
    await town.change(penalty('a', { until: '2026-12-01' }), penalty('b', { subject: 2, until: '2026-12-01' }));
    await town.run();
    await town.deps.disclosure.delete(['bulk/1.json']);
    town.setTime('2026-12-01T02:00:00.000Z');
    for (const mostChanges of [1, 5]) await town.run({ reason: 'daily' }, { ...town.deps, mostChanges });
    expect([...town.told].sort()).toEqual(['a', 'b'].map((id) => [`${id} 1 2026-12-01`, 1]));
  });
});
