import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { editions } from '../../../shared/checks/editions-store.ts';
import { addDays, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { edition, jointTown } from '../../functions/http/support/joint-town.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

const FIRST = calendarDate('2026-01-10');
const fresh = () => editions({ client: documentClient(), table: names.registerTable });

it('there is none before the first one is published', async () => {
  expect(await fresh().inForce(FIRST)).toEqual({ behaviours: null, measures: null });
});

it('of many the one in force on a day is found, by who knows none of them and by who knows some, on any day', async () => {
  const town = jointTown(documentClient());
  const known = fresh();
  for (let number = 1; number <= 12; number += 1) {
    await town.edition(edition('measures', number, addDays(FIRST, number - 1)));
    const day = addDays(FIRST, number - 1);
    expect(await known.inForce(day)).toEqual({ behaviours: null, measures: number });
    expect(await fresh().inForce(day)).toEqual({ behaviours: null, measures: number });
  }
  await town.edition(edition('measures', 13, addDays(FIRST, 40)));
  await town.edition(edition('measures', 14, addDays(FIRST, 1), { state: 'prepared' }));
  for (const lists of [known, fresh()]) {
    for (const [days, number] of [
      [39, 12],
      [40, 13],
      [3, 4],
      [0, 1],
      [-1, null],
      [41, 13],
    ] as const)
      expect((await lists.inForce(addDays(FIRST, days))).measures, `after ${days} days`).toBe(number);
  }
});

it('what an older edition calls a measure is found too, and what stands on none has no name', async () => {
  const lists = fresh();
  expect((await lists.nameOf('measures', 3, 'limit-procurement'))?.zh).toBe('限制参加政府采购活动');
  expect(await lists.nameOf('measures', 3, 'no-such-measure')).toBeUndefined();
  expect(await lists.nameOf('measures', 99, 'limit-procurement')).toBeUndefined();
  expect(await lists.nameOf('measures', 14, 'limit-procurement')).toBeUndefined();
});
