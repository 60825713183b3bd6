import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { type Engines, startEngines } from '../engines.ts';
import { type City, city, clear, publicContent } from '../shared/disclosure/support/publisher.ts';
import { licence, penalty, publicIdOf } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const shown = async (town: City): Promise<string[]> => {
  expect((await town.verify(town.clock.now())).findings).toEqual([]);
  const { entries } = await publicContent(town.deps.disclosure);
  const names = new Map([...town.register.records.keys()].map((id) => [publicIdOf(id), id]));
  return entries.map(({ publicId, version }) => `${names.get(publicId)} ${version}`).sort();
};

const messagesOf = (town: City): string[] => town.logged.map(({ message }) => message);

/** Published: one entry that will be withdrawn, one whose term ends next day, one that stays. */
const published = async (): Promise<City> => {
  const town = city('2026-11-10T02:00:00.000Z');
  await town.change(penalty('goes'), penalty('ends', { until: '2026-11-11' }), penalty('stays'));
  await town.run();
  await town.change(penalty('goes', { version: 2, ended: 'withdrawn' }));
  town.setTime('2026-11-11T02:00:00.000Z');
  return town;
};

describe('removals', () => {
  it('go out while additions cannot be built, and the additions follow when they can', async () => {
    const town = await published();
    await town.change(licence('new'));
    await town.run(undefined, {
      ...town.deps,
      columnsOf: (kind) => {
        if (kind === 'administrative-licence') throw new Error('no columns');
        return town.deps.columnsOf(kind);
      },
    });
    expect(await shown(town)).toEqual(['stays 1']);
    expect(messagesOf(town)).toContain(publisherMessages.additionsFailed);
    await town.run();
    expect(await shown(town)).toEqual(['new 1', 'stays 1']);
  });

  it('go out while a head cannot be read; what ends by the calendar leaves without its head', async () => {
    const town = await published();
    town.register.broken.add('ends').add('stays');
    await town.change(penalty('stays', { version: 2 }));
    await town.run();
    expect(await shown(town)).toEqual(['stays 1']);
    expect(messagesOf(town)).toContain(publisherMessages.standingUnreadable);
    town.register.broken.clear();
    await town.run();
    expect(await shown(town)).toEqual(['stays 2']);
  });

  it('go out by the calendar while the register does not answer at all', async () => {
    const town = await published();
    for (const id of town.register.records.keys()) town.register.broken.add(id);
    await town.run();
    expect(await shown(town)).toEqual(['goes 1', 'stays 1']);
    town.register.broken.clear();
    await town.run();
    expect(await shown(town)).toEqual(['stays 1']);
  });

  it('go out while the volume check holds additions back, until somebody lets them in', async () => {
    const town = await published();
    const many = Array.from({ length: 1_001 }, (_, serial) => penalty(`many-${serial}`, { subject: serial % 40 }));
    await town.change(...many, penalty('stays', { version: 2, fields: { penaltyContent: '更正' } }));
    // In two versions: what the check held back in the first is held back in the second.
    await town.run(undefined, { ...town.deps, mostChanges: 2 });
    // The corrected one leaves as well: its old content must not stay, its new one may not enter yet.
    expect(await shown(town)).toEqual([]);
    expect(messagesOf(town)).toContain(publisherMessages.additionsHeld);
    await town.run({ reason: 'manual', allowVolume: true });
    expect(await shown(town)).toHaveLength(1_002);
  }, 300_000);

  it('stay out though telling of them fails, and who must be told is told by the next run', async () => {
    const town = await published();
    const tellEnded = async () => {
      throw new Error('no queue');
    };
    await town.run(undefined, { ...town.deps, tellEnded });
    expect(await shown(town)).toEqual(['stays 1']);
    expect(messagesOf(town)).toContain(publisherMessages.followUpFailed);
    expect(town.told.size).toBe(0);
    await town.run();
    expect([...town.told.keys()]).toEqual(['ends 1 2026-11-11']);
    expect(await town.deps.heads.read()).toMatchObject({ version: 2, state: 'projected' });
  });

  it('are not undone by an older version that comes late', async () => {
    const town = await published();
    await town.run();
    await town.deps.pending.put({ recordId: 'goes', recordPk: 'ORG#goes', recordSk: 'penalty#goes', version: 1 });
    await town.run();
    expect(await shown(town)).toEqual(['stays 1']);
  });
});
