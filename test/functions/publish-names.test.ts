import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { calendarDate } from '../../shared/kernel/beijing-time.ts';
import { searchNames } from '../../shared/name-index/search.ts';
import { type Engines, startEngines } from '../engines.ts';
import { type City, city, clear, diesAt, Killed, pathsIn, textIn } from '../shared/disclosure/support/publisher.ts';
import { creditCode, licence, penalty } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const search = (town: City, query: string) =>
  searchNames(query, {
    today: calendarDate('2026-11-10'),
    read: async (path) => {
      const bytes = await town.deps.disclosure.get(path);
      return bytes && new TextDecoder().decode(bytes);
    },
  });

const codes = async (town: City, query: string) => (await search(town, query)).leads.map(({ code }) => code);

const named = (id: string, subject: number, subjectName: string, given: Parameters<typeof licence>[1] = {}) =>
  licence(id, { subject, ...given, fields: { ...penalty(id, { subject }).fields, subjectName } });

const setup = async () => {
  const town = city('2026-11-10T02:00:00.000Z');
  await town.change(named('a', 1, '庄河市鑫源（大连）建筑有限公司'), named('b', 2, '庄河市恒通物流有限公司'));
  await town.run({ reason: 'daily' });
  return town;
};

describe('the index of names', () => {
  it('finds an organisation by part of its name and by its initials from the publication of its first entry on', async () => {
    const town = await setup();
    expect(await codes(town, '鑫源 [大连]')).toEqual([creditCode(1)]);
    expect(await codes(town, 'htwl')).toEqual([creditCode(2)]);
    expect((await town.verify()).findings).toEqual([]);
  });

  it('forgets a name in the publication in which the last entry that bears it leaves', async () => {
    const town = await setup();
    await town.change(named('c', 1, '庄河市鑫源（大连）建筑有限公司'));
    await town.run();
    await town.change(named('a', 1, '庄河市鑫源（大连）建筑有限公司', { version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    expect(await codes(town, '鑫源')).toEqual([creditCode(1)]);
    await town.change(named('c', 1, '庄河市鑫源（大连）建筑有限公司', { version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    expect(await codes(town, '鑫源')).toEqual([]);
    expect(await codes(town, '恒通')).toEqual([creditCode(2)]);
    const public_ = await textIn(town.deps.disclosure);
    for (const trace of [creditCode(1), '鑫源', '源大', '"xyd"']) expect(public_).not.toContain(trace);
  });

  it('loses no name and keeps none if the publisher dies at any file that it writes', async () => {
    const town = await setup();
    await town.change(
      named('a', 1, '庄河市鑫源（大连）建筑有限公司', { version: 2, ended: 'withdrawn' }),
      named('d', 4, '庄河市海顺水产有限公司'),
    );
    for (const k of [30, 60, 90, 120]) {
      await town.run({ reason: 'removal' }, town.depsWith(diesAt(k))).catch((error: unknown) => {
        if (!(error instanceof Killed || error instanceof AggregateError)) expect(String(error)).toContain('killed');
      });
      town.setTime(`2026-11-10T0${2 + k / 30}:30:00.000Z`);
    }
    await town.run({ reason: 'removal' });
    expect(await codes(town, '鑫源')).toEqual([]);
    expect(await codes(town, '海顺')).toEqual([creditCode(4)]);
    town.setTime('2026-11-11T02:00:00.000Z');
    town.logged.length = 0;
    await town.run({ reason: 'daily' });
    expect(town.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is built at night where there was none, where files of it are lost, and what lies beside them goes', async () => {
    const town = await setup();
    const before = (await pathsIn(town.deps.disclosure)).filter((path) => path.startsWith('names'));
    await town.deps.disclosure.delete(before);
    await town.change(named('d', 4, '庄河市海顺水产有限公司'));
    await town.run();
    expect(await search(town, '海顺')).toMatchObject({ leads: [{ code: creditCode(4) }], trouble: 'incomplete' });
    town.setTime('2026-11-10T17:00:00.000Z');
    await town.run({ reason: 'daily' });
    expect(await search(town, '鑫源')).toMatchObject({ leads: [{ code: creditCode(1) }], more: false });
    expect(await search(town, '海顺')).not.toHaveProperty('trouble');

    const [page = ''] = (await pathsIn(town.deps.disclosure)).filter((path) => path.startsWith('names/p/'));
    await town.deps.disclosure.delete([page]);
    await town.deps.disclosure.put('names/p/zzzz.json', new TextEncoder().encode('{"names":[["91","gone","g"]]}'));
    await town.deps.disclosure.put('names/g/zzz.json', new TextEncoder().encode('{}'));
    town.setTime('2026-11-11T17:00:00.000Z');
    await town.run({ reason: 'daily' });
    const after = await pathsIn(town.deps.disclosure);
    expect(after).toContain(page);
    expect(after.filter((path) => path.includes('zzz'))).toEqual([]);
    expect((await town.verify()).findings).toEqual([]);
  });
});
