import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batches } from '../../shared/aws/batches.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import type { Head } from '../../shared/disclosure/head-store.ts';
import { pendingKeys } from '../../shared/disclosure/pending-keys.ts';
import { calendarDate } from '../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../shared/kernel/concurrently.ts';
import { searchNames } from '../../shared/name-index/search.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { type City, city, clear, pathsIn } from '../shared/disclosure/support/publisher.ts';
import { creditCode, licence, penalty, refOf, type TestRecord } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const MOST = 4;
const ORGANISATIONS = 16;

/** Two records of each organisation, in no order of their ids; the relay notes them. */
const load = async (town: City): Promise<void> => {
  const serials = Array.from({ length: 2 * ORGANISATIONS }, (_, serial) => serial);
  await concurrently(8, serials, async (serial) => {
    const subject = 100 + (serial % ORGANISATIONS);
    const fields = { ...penalty('x', { subject }).fields, subjectName: `庄河市新来${subject}号有限公司` };
    const record = licence(`load-${(serial * 7) % serials.length}-${serial}`, { subject, fields });
    town.register.records.set(record.id, record);
    await town.deps.pending.put({ ...refOf(record.id), recordPk: `ORG#${creditCode(subject)}`, version: 1 });
  });
};

const textOf = async (town: City, path: string): Promise<string> =>
  new TextDecoder().decode((await town.deps.disclosure.get(path)) ?? new Uint8Array());

/** How many of the organisations that came are found by their names. */
const found = async (town: City): Promise<number> => {
  const read = (path: string) =>
    town.deps.disclosure.get(path).then((bytes) => bytes && new TextDecoder().decode(bytes));
  const subjects = Array.from({ length: ORGANISATIONS }, (_, at) => 100 + at);
  const leads = await concurrently(8, subjects, async (subject) => {
    const answer = await searchNames(`新来${subject}号`, { today: calendarDate('2026-11-10'), read });
    return answer.leads.filter(({ code }) => code === creditCode(subject));
  });
  return leads.flat().length;
};

/** Publishes, and notes how often each file was put and asked for; ends as if killed when so many versions are committed. */
const watched = (town: City, versions = Number.POSITIVE_INFINITY) => {
  const puts = new Map<string, number>();
  const gets = new Map<string, number>();
  const { disclosure, heads } = town.deps;
  let committed = 0;
  const deps = {
    ...town.deps,
    mostChanges: MOST,
    disclosure: {
      ...disclosure,
      get: (path: string) => {
        gets.set(path, (gets.get(path) ?? 0) + 1);
        return disclosure.get(path);
      },
      put: async (...[path, ...rest]: Parameters<typeof disclosure.put>) => {
        puts.set(path, (puts.get(path) ?? 0) + 1);
        await disclosure.put(path, ...rest);
      },
    },
    heads: {
      ...heads,
      commit: async (...given: Parameters<typeof heads.commit>) => {
        if (committed >= versions) throw new Error('killed');
        committed += 1;
        return heads.commit(...given);
      },
    },
  };
  const run = () => town.run({ reason: 'manual', allowVolume: true }, deps);
  return { puts, gets, run };
};

const setup = async (): Promise<City> => {
  const town = city('2026-11-10T02:00:00.000Z');
  await town.change(penalty('old', { subject: 1 }), penalty('older', { subject: 2 }));
  await town.run({ reason: 'daily' });
  return town;
};

describe('a load of new records', () => {
  it('goes out subject by subject: each look-up file and page is written once, and few parts', async () => {
    const town = await setup();
    await load(town);
    const { puts, run } = watched(town);
    await run();
    expect(await town.deps.heads.read()).toMatchObject({ entries: 2 + 2 * ORGANISATIONS, state: 'projected' });
    expect(await town.deps.pending.all()).toEqual([]);
    for (const [path, times] of puts)
      if (/^(by-subject|subjects)\//.test(path)) expect([path, times]).toEqual([path, 1]);
    const { version } = (await town.deps.heads.read()) ?? { version: 0 };
    const { parts } = JSON.parse(await textOf(town, `bulk/${version}.json`));
    // One group of each shelf, however many versions it took.
    expect(parts.map(({ group }: { group: string }) => group)).toHaveLength(
      new Set(parts.map(({ group }: { group: string }) => group.slice(0, -2))).size,
    );
    expect((await town.verify()).findings).toEqual([]);
  }, 120_000);

  it('has its names found when it is over, those that were there all the time', async () => {
    const town = await setup();
    await load(town);
    await expect(watched(town, 2).run()).rejects.toThrow();
    expect(JSON.parse(await textOf(town, 'names.json'))).toMatchObject({ complete: false });
    expect(await found(town)).toBe(0);
    expect((await town.verify()).findings).toEqual([]);
    expect((await town.deps.heads.read())?.namesWait).toBe(true);
    town.setTime('2026-11-10T03:00:00.000Z');
    await watched(town).run();
    expect(JSON.parse(await textOf(town, 'names.json'))).toMatchObject({ complete: true });
    expect(await found(town)).toBe(ORGANISATIONS);
    expect((await town.deps.heads.read())?.namesWait).toBeUndefined();
    expect((await town.verify()).findings).toEqual([]);
  }, 120_000);

  it('has its names built from their pages, unless one of these was lost or damaged meanwhile', async () => {
    for (const harm of ['none', 'lost', 'damaged'] as const) {
      await clear(engines);
      const town = await setup();
      await load(town);
      await expect(watched(town, 3).run()).rejects.toThrow();
      expect(JSON.parse(await textOf(town, 'names/counts.json'))).toMatchObject({ complete: false, pages: true });
      const [page = ''] = (await pathsIn(town.deps.disclosure)).filter((path) => path.startsWith('names/p/'));
      if (harm === 'lost') await town.deps.disclosure.delete([page]);
      if (harm === 'damaged') await town.deps.disclosure.put(page, new TextEncoder().encode('{"names":[["91'));
      town.setTime('2026-11-10T03:00:00.000Z');
      const { gets, run } = watched(town);
      await run();
      expect(await found(town), harm).toBe(ORGANISATIONS);
      expect(JSON.parse(await textOf(town, 'names.json'))).toMatchObject({ complete: true });
      // Each look-up file was asked for by the version that wrote it, before there was one.
      const again = [...gets].filter(([path, times]) => path.startsWith('by-subject/') && times > 1);
      expect(again.length > 0, harm).toBe(harm !== 'none');
      expect((await town.verify()).findings).toEqual([]);
    }
  }, 240_000);

  it('has no name found of what leaves while all its names are added', async () => {
    const town = await setup();
    await load(town);
    const [first] = [...town.register.records.values()].filter(({ id }) => id.startsWith('load-'));
    if (first === undefined) throw new Error('nothing was loaded');
    const { heads } = town.deps;
    let withdrawn = false;
    const codeIn = ({ fields }: TestRecord) => fields['unifiedSocialCreditCode'];
    const gone = [...town.register.records.values()].filter((record) => codeIn(record) === codeIn(first));
    const projected = async (head: Head) => {
      await heads.projected(head);
      if (withdrawn || head.entries < 2 + 2 * ORGANISATIONS) return;
      withdrawn = true;
      for (const { id, fields } of gone) await town.change(licence(id, { version: 2, ended: 'withdrawn', fields }));
    };
    await watched({ ...town, deps: { ...town.deps, heads: { ...heads, projected } } }).run();
    expect(withdrawn).toBe(true);
    expect(await town.deps.heads.read()).toMatchObject({ entries: 2 * ORGANISATIONS });
    expect(await found(town)).toBe(ORGANISATIONS - 1);
    expect((await town.verify()).findings).toEqual([]);
  }, 120_000);

  it('of which one is noted twice, by an older release among the changes too, has it once', async () => {
    const town = await setup();
    await load(town);
    const [id = ''] = [...town.register.records.keys()].filter((recordId) => recordId.startsWith('load-'));
    const older = { ...pendingKeys.of({ recordId: id }), ...refOf(id), recordPk: 'ORG#any', version: 1 };
    await batches(documentClient(), names.derivedTable).put([older]);
    await watched(town).run();
    expect(await town.deps.heads.read()).toMatchObject({ entries: 2 + 2 * ORGANISATIONS, state: 'projected' });
    expect((await town.verify()).findings).toEqual([]);
    await watched(town).run();
    expect(await town.deps.pending.all()).toEqual([]);
    expect((await town.verify()).findings).toEqual([]);
  }, 120_000);

  it('keeps nothing from leaving: the next version removes it, from all files', async () => {
    const town = await setup();
    await load(town);
    await expect(watched(town, 2).run()).rejects.toThrow();
    const { version } = (await town.deps.heads.read()) ?? { version: 0 };
    await town.change(penalty('old', { subject: 1, version: 2, ended: 'withdrawn' }));
    town.setTime('2026-11-10T03:00:00.000Z');
    await expect(watched(town, 1).run()).rejects.toThrow();
    expect(JSON.parse(await textOf(town, `v/${version + 1}/manifest.json`)).changes).toMatchObject({ DEL: 1 });
    expect(await town.deps.disclosure.get(`subjects/${creditCode(1)}`)).toBeUndefined();
    expect(await textOf(town, 'names.json')).toContain('"complete":false');
  }, 120_000);
});
