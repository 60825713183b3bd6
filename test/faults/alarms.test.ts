import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROUGHT_ABOUT, putRight } from './support/alarm-states.ts';
import { startWatchedTown, type WatchedTown } from './support/watched-town.ts';

const FIRST = new Date('2026-11-10T02:00:00.000Z');

let town: WatchedTown;
beforeAll(async () => {
  town = await startWatchedTown(FIRST);
});
afterAll(() => town?.stop());

describe('every alarm of the templates', () => {
  it('has a way here to be brought about, and every way has its alarm', () => {
    expect([...town.alarms.keys()].toSorted()).toEqual(Object.keys(BROUGHT_ABOUT).toSorted());
  });

  it.each(Object.entries(BROUGHT_ABOUT))(
    '%s goes on when what it warns of has come about, and off when it is over',
    async (name, bring) => {
      await bring(town, name);
      expect(await town.becomes(name, true), 'went on').toBe(true);
      await putRight(town, name);
      expect(await town.becomes(name, false), 'went off').toBe(true);
      // Silence alone may have set it on: then what it watches was measured when it went off.
      expect(town.isMeasured(name), 'somebody writes what it watches').toBe(true);
    },
  );
});
