import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../../shared/disclosure/audit.ts';
import { NIGHTS } from '../../shared/disclosure/audit-sample.ts';
import type { Head } from '../../shared/disclosure/head-store.ts';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { type Engines, startEngines } from '../engines.ts';
import { type City, city, clear, pathsIn } from '../shared/disclosure/support/publisher.ts';
import { licence, penalty } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

/** Four weeks of audits, on a machine that others use too. */
const MANY_RUNS_MS = 300_000;
const DAILY = { reason: 'daily' };
const START = Date.parse('2026-11-10T16:30:00.000Z');
const DAY_MS = 86_400_000;

const published = async (): Promise<City> => {
  const town = city(new Date(START).toISOString());
  await town.change(penalty('a'), penalty('b', { subject: 2 }), licence('d', { subject: 3 }));
  await town.run();
  return town;
};

const textAt = async (town: City, path: string): Promise<string> =>
  Buffer.from((await town.deps.disclosure.get(path)) ?? []).toString();
const rewrite = async (town: City, which: RegExp, change: (text: string) => string): Promise<string> => {
  const path = (await pathsIn(town.deps.disclosure)).find((one) => which.test(one)) ?? '';
  const text = await textAt(town, path);
  expect(change(text)).not.toBe(text);
  await town.deps.disclosure.put(path, Buffer.from(change(text)));
  return path;
};

const head = async (town: City): Promise<Head> => {
  const found = await town.deps.heads.read();
  if (found === undefined) throw new Error('nothing is published');
  return found;
};

/** What each of the nights finds, if nobody mends it. */
const foundBy = async (town: City) => {
  const nights = [];
  for (let night = 0; night < NIGHTS; night += 1) {
    town.setTime(new Date(START + night * DAY_MS).toISOString());
    nights.push(await audit(town.deps, await head(town), { hold: async () => undefined }));
  }
  return nights;
};

describe('the audit of the night', { timeout: MANY_RUNS_MS }, () => {
  it('finds nothing where all is what it should be, and reads each small file once in four weeks', async () => {
    const town = await published();
    const read: string[] = [];
    const { get } = town.deps.disclosure;
    const disclosure = {
      ...town.deps.disclosure,
      get: async (path: string) => {
        read.push(path);
        return get(path);
      },
    };
    for (let night = 0; night < NIGHTS; night += 1) {
      town.setTime(new Date(START + night * DAY_MS).toISOString());
      const refresh = await audit({ ...town.deps, disclosure }, await head(town), { hold: async () => undefined });
      expect([refresh.files, refresh.wrong, refresh.groups]).toEqual([[], [], []]);
    }
    const compared = (await pathsIn(disclosure)).filter((path) =>
      /^(by-subject|subjects|bulk\/parts)\/|^lists\/.*\//.test(path),
    );
    expect(read.filter((path) => compared.includes(path)).sort()).toEqual(compared.sort());
    expect(town.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each<[string, RegExp, (text: string) => string]>([
    [
      'an entry that says something else',
      /^by-subject/,
      (text) => text.replace('"documentNumber":"', '"documentNumber":"x'),
    ],
    ['a look-up file without an entry', /^by-subject/, () => '{"entries":[]}'],
    ['a look-up file that is none', /^by-subject/, (text) => text.slice(1)],
    ['a page that says something else', /^subjects/, (text) => text.replace('</h1>', '，失信企业</h1>')],
    ['a list with a row twice', /^lists\/.*\//, (text) => text.replace(/\[(.*)\]/, '[$1,$1]')],
    ['a list without its rows', /^lists\/.*\//, () => '{"rows":[]}'],
    ['a table that says something else', /\.[0-9a-f]*csv\.gz$|[0-9a-f]\.csv\.gz$/, () => 'x'],
    ['a part that says something else', /ndjson\.gz$/, () => 'x'],
    ['a Parquet file that says something else', /parquet$/, () => 'x'],
  ])('finds %s in one night of four weeks, and has it written anew', async (_, which, change) => {
    const town = await published();
    const path = await rewrite(town, which, change);
    const found = (await foundBy(town)).map(({ files, groups }) => files.length + groups.length);
    expect(found.filter((count) => count > 0)).toEqual([1]);
    expect(town.logged).toContainEqual(
      expect.objectContaining({ message: publisherMessages.fileDamaged, fields: expect.objectContaining({ path }) }),
    );
    town.setTime(new Date(START + found.indexOf(1) * DAY_MS).toISOString());
    await town.run(DAILY);
    expect((await town.verify(town.clock.now())).findings).toEqual([]);
  });

  it('loses nothing of a file that is wrong and that the same run changes', async () => {
    const town = await published();
    await rewrite(town, /^by-subject/, () => '{"entries":[]}');
    const nights = (await foundBy(town)).map(({ wrong }) => wrong.length);
    town.setTime(new Date(START + nights.indexOf(1) * DAY_MS).toISOString());
    await town.change(...[1, 2, 3].map((subject) => penalty(`new ${subject}`, { subject })));
    await town.run(DAILY);
    expect((await town.verify(town.clock.now())).findings).toEqual([]);
    expect((await town.verify()).summary?.entries).toBe(6);
  });
});
