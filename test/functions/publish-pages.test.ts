import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import { entryStateStore } from '../../shared/disclosure/entry-state-store.ts';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { FORM } from '../../shared/disclosure/notes.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { besideDue, besideIn, besideThere, forgetNotes } from '../shared/disclosure/support/beside.ts';
import { type City, city, clear, pathsIn } from '../shared/disclosure/support/publisher.ts';
import { creditCode, licence, penalty, publicIdOf } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const DAILY = { reason: 'daily' };
const BROKEN = new TextEncoder().encode('{"entries":[');
const page = (subject: number): string => `subjects/${creditCode(subject)}`;

/** Two organisations with a penalty each, the first with a licence too. */
const published = async (): Promise<City> => {
  const town = city('2026-11-10T02:00:00.000Z');
  await town.change(penalty('a'), penalty('b', { subject: 2 }), licence('c', { subject: 1 }));
  await town.run();
  return town;
};

const textOf = async (town: City, path: string): Promise<string> =>
  Buffer.from((await town.deps.disclosure.get(path)) ?? []).toString();

/** Pages and lists say exactly what the look-up files say, and a stranger finds that all adds up. */
const holds = async (town: City): Promise<void> => {
  expect((await town.verify(town.clock.now())).findings).toEqual([]);
  expect(await besideThere(town.deps.disclosure)).toEqual(await besideDue(town.deps.disclosure));
};

const lose = async (town: City, which: RegExp): Promise<void> => {
  const lost = (await pathsIn(town.deps.disclosure)).filter((path) => which.test(path));
  expect(lost).not.toEqual([]);
  await town.deps.disclosure.delete(lost);
};

const states = () => entryStateStore(documentClient(), names.derivedTable);
const notes = async () => {
  const found: { recordId: string; form: number | undefined }[] = [];
  for await (const some of states().pages())
    found.push(...some.map(({ recordId, published: noted }) => ({ recordId, form: noted?.form })));
  return found.sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
};

const loseAll = (town: City) => lose(town, /^(subjects|lists)\//);

describe("an organisation's page and its rows in lists", () => {
  it('come with its entries and go with the last one', async () => {
    const town = await published();
    await holds(town);
    const first = await besideIn(town.deps.disclosure);
    expect(Object.keys(first.pages).sort()).toEqual([page(1), page(2)].sort());
    expect(first.counts).toEqual({
      'administrative-penalty/market/2026-10': 2,
      'administrative-licence/market/2026-10': 1,
    });
    expect(await textOf(town, page(1))).toContain('<meta name="robots" content="noindex, noarchive">');
    await town.change(penalty('a', { version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    await holds(town);
    expect(await textOf(town, page(1))).not.toContain(publicIdOf('a'));
    expect(await textOf(town, page(1))).toContain('<meta name="robots" content="noarchive">');
    await town.change(licence('c', { subject: 1, version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    await holds(town);
    expect(await besideIn(town.deps.disclosure)).toMatchObject({
      pages: { [page(2)]: [publicIdOf('b')] },
      counts: { 'administrative-penalty/market/2026-10': 1 },
    });
    expect(await pathsIn(town.deps.disclosure)).not.toContain('lists/administrative-licence.json');
  });

  it('leave by the calendar, though nobody touches the record', async () => {
    const town = await published();
    town.setTime('2027-01-31T16:00:00.000Z');
    await town.run();
    await holds(town);
    expect(await besideIn(town.deps.disclosure)).toMatchObject({ pages: { [page(1)]: [publicIdOf('c')] } });
    expect(await pathsIn(town.deps.disclosure)).not.toContain(page(2));
  });

  it('follow a correction, into another month too', async () => {
    const town = await published();
    await town.change(penalty('a', { version: 2, fields: { decisionDate: '2026-09-30', fineFen: 12_345_600 } }));
    await town.run();
    await holds(town);
    expect(await textOf(town, page(1))).toContain('123,456.00');
    expect((await besideIn(town.deps.disclosure)).counts).toMatchObject({
      'administrative-penalty/market/2026-09': 1,
      'administrative-penalty/market/2026-10': 1,
    });
  });

  it('are written again at night when they are lost, and what lies there beside them goes', async () => {
    for (const what of [
      /^subjects\//,
      /^lists\//,
      /^lists\/[^/]+\.json$/,
      /^lists\/.+\/.+\//,
      /^(subjects|lists|by-subject)\//,
    ]) {
      await clear(engines);
      const town = await published();
      await lose(town, what);
      await town.deps.disclosure.put(page(7), BROKEN);
      await town.deps.disclosure.put('lists/administrative-penalty/market/2020-01.json', BROKEN);
      await town.run(DAILY);
      await holds(town);
    }
  });

  it('are counted again at night where an index says something else', async () => {
    const town = await published();
    const path = 'lists/administrative-penalty.json';
    const wrong = (await textOf(town, path)).replace('"count":2', '"count":3');
    await town.deps.disclosure.put(path, new TextEncoder().encode(wrong));
    await town.run(DAILY);
    await holds(town);
  });

  it('do not stay because a file is broken from which something must leave', async () => {
    for (const broken of [/^by-subject\//, /^lists\//, /^subjects\//]) {
      await clear(engines);
      const town = await published();
      for (const path of await pathsIn(town.deps.disclosure))
        if (broken.test(path)) await town.deps.disclosure.put(path, BROKEN);
      await town.change(
        penalty('b', { subject: 2, version: 2, ended: 'withdrawn' }),
        penalty('a', { version: 2, ended: 'withdrawn' }),
        licence('c', { subject: 1, version: 2, fields: { licenceContent: '餐饮服务' } }),
      );
      await town.run({ reason: 'removal' });
      await holds(town);
      expect(Object.keys((await besideIn(town.deps.disclosure)).pages)).toEqual([page(1)]);
    }
  });

  it('of what was public before there were any are filled in at night', async () => {
    const town = await published();
    const whole = await besideIn(town.deps.disclosure);
    await forgetNotes();
    await loseAll(town);
    await town.run(DAILY);
    await holds(town);
    expect(await besideIn(town.deps.disclosure)).toEqual(whole);
    expect((await notes()).map(({ form }) => form)).toEqual([FORM, FORM, FORM]);
    expect(town.logged.map(({ message }) => message)).not.toContain(publisherMessages.fileDamaged);
  });

  it('are written and taken away rightly before that night has come', async () => {
    const town = await published();
    await forgetNotes();
    await loseAll(town);
    await town.change(penalty('b', { subject: 2, version: 2, ended: 'withdrawn' }), penalty('a', { version: 2 }));
    await town.run();
    const { findings } = await town.verify(town.clock.now());
    expect(findings.filter(({ found }) => found !== 'nothing')).toEqual([]);
    expect(await besideIn(town.deps.disclosure)).toMatchObject({
      pages: { [page(1)]: [publicIdOf('a'), publicIdOf('c')].sort() },
      counts: { 'administrative-penalty/market/2026-10': 1 },
    });
    await town.run(DAILY);
    await holds(town);
  });

  it('show nothing of what the register has in another version when they are filled in; that enters as it is', async () => {
    const town = await published();
    await forgetNotes();
    await loseAll(town);
    // The register has a new content of b, of which the relay did not tell yet.
    town.register.records.set('b', penalty('b', { subject: 2, version: 2, fields: { fineFen: 777_700 } }));
    await town.run(DAILY);
    await town.run();
    await holds(town);
    expect(await textOf(town, page(2))).toContain('7,777.00');
  });

  it('are missing rather than old where a page cannot be made', async () => {
    const town = await published();
    const presentation = {
      ...town.deps.presentation,
      subjectPage: () => {
        throw new Error('no such page');
      },
    };
    await town.change(penalty('a', { version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' }, { ...town.deps, presentation });
    const missing = { check: 'page', where: page(1), expected: 'a page', found: 'nothing' };
    expect((await town.verify(town.clock.now())).findings).toEqual([missing]);
    expect(await pathsIn(town.deps.disclosure)).not.toContain(page(1));
    await town.run(DAILY);
    await holds(town);
  });
});
