import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { calendarDate } from '../../shared/kernel/beijing-time.ts';
import { searchNames } from '../../shared/name-index/search.ts';
import { type Engines, startEngines } from '../engines.ts';
import { besideDue, besideThere } from '../shared/disclosure/support/beside.ts';
import { type City, city, clear, type Fate, textIn } from '../shared/disclosure/support/publisher.ts';
import { creditCode, penalty } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const GOES = '庄河市鑫源（大连）建筑有限公司';
const STAYS = '庄河市恒通物流有限公司';

const named = (id: string, subject: number, subjectName: string, given: Parameters<typeof penalty>[1] = {}) =>
  penalty(id, { subject, ...given, fields: { ...penalty(id, { subject }).fields, subjectName } });

/** Three versions: one entry that is withdrawn then, others that stay. */
const published = async (): Promise<City> => {
  const town = city('2026-11-10T02:00:00.000Z');
  await town.change(named('goes', 1, GOES));
  await town.run({ reason: 'daily' });
  await town.change(named('stays', 2, STAYS), named('beside', 1, '庄河市海顺水产有限公司'));
  await town.run();
  await town.change(named('stays', 2, STAYS, { version: 2 }));
  await town.run();
  expect((await town.verify()).findings).toEqual([]);
  town.logged.length = 0;
  return town;
};

/** S3 does not give out what lies below some prefixes; it takes everything. Notes what was asked for in vain. */
const unreadable = (...prefixes: readonly string[]): Fate & { readonly denied: readonly string[] } => {
  const denied: string[] = [];
  return {
    denied,
    outside: (call) => {
      const [, path = ''] = /^GetObjectCommand (.*)$/.exec(call) ?? [];
      if (!prefixes.some((prefix) => path.startsWith(prefix))) return;
      denied.push(path);
      throw new Error(`AccessDenied ${path}`);
    },
  };
};

const leads = async (town: City, query: string) => {
  const read = async (path: string) => {
    const bytes = await town.deps.disclosure.get(path);
    return bytes && new TextDecoder().decode(bytes);
  };
  return (await searchNames(query, { read, today: calendarDate('2026-11-10') })).leads.map(({ code }) => code);
};

const FAMILIES = [
  ['the index of names', ['names.json', 'names/']],
  ['pages of names', ['names/p/']],
  ['postings of names', ['names/g/', 'names/i/', 'names/w/']],
  ['the notes of names', ['names/counts.json']],
  ['look-up files', ['by-subject/']],
  ['lists', ['lists/']],
  ['members', ['members/']],
  ['the roots of members', ['members/1.json', 'members/2.json', 'members/3.json']],
  ['the log', ['log/']],
  ['the checkpoint', ['log/checkpoint']],
  ['feeds', ['feed.']],
  ['parts', ['bulk/parts/']],
  ['the list of parts', ['bulk/']],
  ['the list of versions', ['versions']],
  ['manifests', ['v/']],
  ['the list of versions and all manifests', ['versions', 'v/']],
] as const;
const ALL = FAMILIES.flatMap(([, prefixes]) => prefixes);

describe('what must leave the public', () => {
  it.each([...FAMILIES, ['everything', ALL] as const])(
    'leaves while S3 cannot read %s, and the next versions put all right',
    async (_, prefixes) => {
      const town = await published();
      await town.change(
        named('goes', 1, GOES, { version: 2, ended: 'withdrawn' }),
        named('new', 3, '庄河市泰和商贸有限公司'),
      );
      const fate = unreadable(...prefixes);
      await town.run({ reason: 'removal' }, town.depsWith(fate));
      expect(fate.denied).not.toEqual([]);
      const text = await textIn(town.deps.disclosure);
      const traces = [GOES, String(penalty('goes').fields['documentNumber'])];
      // Where neither its page of names nor its look-up file tells what it was called, grams stay until the nightly run.
      const grams = prefixes === ALL ? [] : ['鑫源', '源大', '"xyd"'];
      for (const trace of [...traces, ...grams]) expect(text).not.toContain(trace);
      expect(text).toContain(STAYS);
      if (town.logged.some(({ message }) => message === publisherMessages.additionsFailed))
        expect(town.logged.map(({ message }) => message)).toContain(publisherMessages.fileDamaged);

      await town.run();
      town.setTime('2026-11-10T17:00:00.000Z');
      await town.run({ reason: 'daily' });
      expect((await town.verify()).findings).toEqual([]);
      expect(await besideThere(town.deps.disclosure)).toEqual(await besideDue(town.deps.disclosure));
      expect(await leads(town, '恒通')).toEqual([creditCode(2)]);
      expect(await leads(town, 'htwl')).toEqual([creditCode(2)]);
      expect(await leads(town, '海顺')).toEqual([creditCode(1)]);
      expect(await leads(town, '泰和')).toEqual([creditCode(3)]);
      expect(await leads(town, '鑫源')).toEqual([]);
      town.logged.length = 0;
      town.setTime('2026-11-11T17:00:00.000Z');
      await town.run({ reason: 'daily' });
      expect(town.logged.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});

it('a name leaves its page with its organisation though neither that page nor the look-up file can be read, and the index by night', async () => {
  const town = city('2026-11-10T02:00:00.000Z');
  await town.change(named('goes', 1, GOES), named('stays', 2, STAYS));
  await town.run({ reason: 'daily' });
  await town.change(named('goes', 1, GOES, { version: 2, ended: 'withdrawn' }));
  await town.run({ reason: 'removal' }, town.depsWith(unreadable('by-subject/', 'names/p/')));
  expect(await textIn(town.deps.disclosure)).not.toContain(GOES);
  town.setTime('2026-11-10T17:00:00.000Z');
  await town.run({ reason: 'daily' });
  expect((await town.verify()).findings).toEqual([]);
  expect(await leads(town, '鑫源')).toEqual([]);
  expect(await leads(town, '恒通')).toEqual([creditCode(2)]);
});

it('what cannot be read holds additions back, and nothing is published of them that is not whole', async () => {
  const town = await published();
  await town.change(named('new', 3, '庄河市泰和商贸有限公司'));
  await town.run(undefined, town.depsWith(unreadable('lists/')));
  expect(await textIn(town.deps.disclosure)).not.toContain('泰和');
  await town.run();
  expect(await leads(town, '泰和')).toEqual([creditCode(3)]);
  expect((await town.verify()).findings).toEqual([]);
});
