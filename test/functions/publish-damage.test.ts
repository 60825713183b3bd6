import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { type Engines, startEngines } from '../engines.ts';
import { type City, city, clear, pathsIn, publicContent } from '../shared/disclosure/support/publisher.ts';
import { licence, penalty, publicIdOf } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const DAILY = { reason: 'daily' };

const shown = async (town: City): Promise<string[]> => {
  expect((await town.verify(town.clock.now())).findings).toEqual([]);
  const { entries } = await publicContent(town.deps.disclosure);
  const names = new Map([...town.register.records.keys()].map((id) => [publicIdOf(id), id]));
  return entries.map(({ publicId, version }) => `${names.get(publicId)} ${version}`).sort();
};

/** Two penalties of one group, one of another, and a licence. */
const published = async (): Promise<City> => {
  const town = city('2026-11-10T02:00:00.000Z');
  await town.change(
    penalty('a'),
    penalty('b', { subject: 2 }),
    penalty('c', { until: '2027-06-01' }),
    licence('d', { subject: 3 }),
  );
  await town.run();
  return town;
};

const BROKEN = new TextEncoder().encode('{"entries":[');

const lose = async (town: City, which: RegExp): Promise<void> => {
  const lost = (await pathsIn(town.deps.disclosure)).filter((path) => which.test(path));
  expect(lost).not.toEqual([]);
  await town.deps.disclosure.delete(lost);
};

describe('a damaged public copy', () => {
  it('keeps nothing from leaving: lost parts are written anew from the register', async () => {
    const town = await published();
    await lose(town, /^bulk\/parts/);
    await town.change(
      penalty('a', { version: 2, ended: 'withdrawn' }),
      penalty('c', { version: 2, until: '2027-06-01' }),
    );
    await town.run({ reason: 'removal' });
    expect(town.logged.map(({ message }) => message)).toContain(publisherMessages.fileDamaged);
    // Parts that no change touched are missed at night.
    await town.run(DAILY);
    expect(await shown(town)).toEqual(['b 1', 'c 2', 'd 1']);
  });

  it('is mended when the list of parts is lost, and old parts do not stay behind', async () => {
    const town = await published();
    await lose(town, /^bulk\/1.json/);
    await town.change(penalty('a', { version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    expect(await shown(town)).toEqual(['b 1', 'c 1', 'd 1']);
  });

  it('is mended at night, whatever of it is lost', async () => {
    for (const what of [
      /^bulk\/parts/,
      /^bulk\/\d/,
      /^by-subject/,
      /^versions/,
      /\.csv\.gz$/,
      /^(keys|lookup|withdrawn)/,
    ]) {
      await clear(engines);
      const town = await published();
      await lose(town, what);
      await town.run(DAILY);
      expect(await shown(town), String(what)).toEqual(['a 1', 'b 1', 'c 1', 'd 1']);
    }
  });

  it('is mended when a look-up file is broken or lacks what must leave it', async () => {
    const town = await published();
    for (const path of await pathsIn(town.deps.disclosure)) {
      if (path.startsWith('by-subject/')) await town.deps.disclosure.put(path, BROKEN);
    }
    const next = { fields: { fineFen: 5 } };
    await town.change(
      penalty('a', { version: 2, ...next }),
      penalty('b', { subject: 2, version: 2, ended: 'withdrawn' }),
    );
    await town.change(licence('d', { subject: 3, version: 2, ...next }));
    await town.run();
    expect(await shown(town)).toEqual(['a 2', 'c 1', 'd 2']);
  });

  it('shows no content that the register does not hold any more; what replaced it enters anew', async () => {
    const town = await published();
    await lose(town, /^bulk\/parts/);
    // The register has a new content of b, of which the relay did not tell yet.
    town.register.records.set('b', penalty('b', { subject: 2, version: 2, fields: { fineFen: 7 } }));
    await town.run(DAILY);
    await town.run();
    expect(await shown(town)).toEqual(['a 1', 'b 2', 'c 1', 'd 1']);
  });

  it('keeps nothing from leaving if heads cannot be read either', async () => {
    const town = await published();
    await lose(town, /^bulk\/parts/);
    town.register.broken.add('b');
    await town.change(penalty('a', { version: 2, ended: 'withdrawn' }));
    await town.run(DAILY);
    expect(await shown(town)).toEqual(['c 1', 'd 1']);
    town.register.broken.clear();
    await town.run();
    expect(await shown(town)).toEqual(['b 1', 'c 1', 'd 1']);
    expect(
      (await publicContent(town.deps.disclosure)).entries.some(({ publicId }) => publicId === publicIdOf('a')),
    ).toBe(false);
  });
});
