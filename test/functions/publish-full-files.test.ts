import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../shared/crypto/digests.ts';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { pendingKeys } from '../../shared/disclosure/pending-keys.ts';
import { type Engines, startEngines } from '../engines.ts';
import { type City, city, clear, publicContent } from '../shared/disclosure/support/publisher.ts';
import { creditCode, penalty, publicIdOf, refOf } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const shown = async (town: City): Promise<string[]> => {
  expect((await town.verify(town.clock.now())).findings).toEqual([]);
  const names = new Map([...town.register.records.keys()].map((id) => [publicIdOf(id), id]));
  return (await publicContent(town.deps.disclosure)).entries.map(({ publicId }) => names.get(publicId) ?? '').sort();
};

const heldLines = (town: City) =>
  town.logged.filter(({ message }) => message === publisherMessages.fileFull).map(({ fields }) => fields);

const many = (subject: number, from: number, to: number, departmentCode = 'market') =>
  Array.from({ length: to - from }, (_, at) => {
    const id = `${subject}-${departmentCode}-${from + at}`;
    return penalty(id, { subject, fields: { ...penalty(id, { subject }).fields, departmentCode } });
  });

describe('a file that is full', () => {
  it('lets the rest wait and everything else go out, changes and removals with it', async () => {
    const path = expect.stringMatching(/^by-subject\/[0-9a-f]{4}\.json$/);
    const town = city('2026-11-10T02:00:00.000Z');
    const deps = { ...town.deps, mostEntries: 3 };
    await town.change(...many(1, 0, 5), ...many(2, 0, 2, 'water'));
    await town.run(undefined, deps);
    expect(await shown(town)).toHaveLength(5);
    expect(heldLines(town)).toEqual([{ path, waiting: 2 }]);

    town.logged.length = 0;
    const [gone = ''] = (await shown(town)).filter((id) => id.startsWith('1-'));
    await town.change(penalty(gone, { subject: 1, version: 2, ended: 'withdrawn' }), ...many(3, 0, 1, 'water'));
    await town.run(undefined, deps);
    expect(await shown(town)).toHaveLength(5);
    expect(heldLines(town)).toEqual([]);

    // Within a month what waits is looked at again, and comes in as far as there is room.
    for (const day of ['12', '20', '30']) {
      town.setTime(`2026-11-${day}T02:00:00.000Z`);
      await town.run({ reason: 'daily' }, deps);
    }
    expect(await shown(town)).toHaveLength(6);
    expect(heldLines(town).length).toBeGreaterThan(0);
    for (const line of heldLines(town)) expect(line).toEqual({ path, waiting: 1 });
  });

  it('holds up nothing behind it, though all that a version takes must wait for it', async () => {
    const town = city('2026-11-10T02:00:00.000Z');
    const orderOf = (subject: number) => pendingKeys.orderOf(`ORG#${creditCode(subject)}`, sha256Hex);
    const inOrder = [1, 2, 3].toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    const last = inOrder.at(-1) ?? 0;
    const full = inOrder.slice(0, 2);
    const deps = { ...town.deps, mostEntries: 1, mostChanges: 2 };
    await town.change(...full.flatMap((subject) => many(subject, 0, 1)));
    await town.run({ reason: 'manual', allowVolume: true }, deps);
    expect(await shown(town)).toHaveLength(2);
    for (const [subject, from, to] of [...full.map((one) => [one, 1, 3] as const), [last, 0, 1] as const])
      for (const record of many(subject, from, to)) {
        town.register.records.set(record.id, record);
        await town.deps.pending.put({ ...refOf(record.id), recordPk: `ORG#${creditCode(subject)}`, version: 1 });
      }
    await town.run({ reason: 'manual', allowVolume: true }, deps);
    expect(await shown(town)).toHaveLength(3);
  });

  it('that held more before there was a bound goes on to hold it, and loses what must leave', async () => {
    const town = city('2026-11-10T02:00:00.000Z');
    await town.change(...many(1, 0, 5));
    await town.run();
    const deps = { ...town.deps, mostEntries: 3 };
    await town.change(penalty('1-market-0', { subject: 1, version: 2, ended: 'withdrawn' }), ...many(1, 5, 6));
    await town.run(undefined, deps);
    expect(await shown(town)).toHaveLength(4);
    expect(heldLines(town)).toMatchObject([{ waiting: 1 }]);
  });
});
