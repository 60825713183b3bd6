import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engines, startEngines } from '../engines.ts';
import { besideDue, besideThere, forgetNotes } from '../shared/disclosure/support/beside.ts';
import {
  type City,
  city,
  diesAt,
  type Fate,
  failsAt,
  pathsIn,
  snapshot,
} from '../shared/disclosure/support/publisher.ts';
import { licence, penalty } from '../shared/disclosure/support/register.ts';

const NOW = '2026-11-10T02:00:00.000Z';
const DAILY = { reason: 'daily' };
const RECORDS = [penalty('a'), penalty('b', { subject: 2 }), licence('c'), licence('d', { subject: 3 })];
/** Every so many calls: the run reads the same sort of thing again and again. */
const STEP = 5;
const TIMEOUT_MS = 600_000;

let engines: Engines;
let restore: (engines: Engines) => Promise<void>;
beforeAll(async () => {
  engines = await startEngines();
  const town = city(NOW);
  await town.change(...RECORDS);
  await town.run();
  await forgetNotes();
  const beside = (await pathsIn(town.deps.disclosure)).filter((path) => /^(subjects|lists)\//.test(path));
  await town.deps.disclosure.delete(beside);
  ({ restore } = await snapshot(town));
});
afterAll(() => engines.stop());

/** A city whose public copy another release wrote, on the night in which pages and lists are filled in. */
const night = async (fate: Fate): Promise<City> => {
  await restore(engines);
  const town = city(NOW);
  for (const record of RECORDS) town.register.records.set(record.id, record);
  await town.run(DAILY, town.depsWith(fate)).catch(() => undefined);
  return town;
};

describe('a night in which pages and lists are filled in', () => {
  it.each([
    ['dies', diesAt],
    ['meets a call that fails', failsAt],
  ])(
    'ends with the next one as if nothing had happened, wherever it %s',
    async (_, fateAt) => {
      const whole = diesAt(Number.POSITIVE_INFINITY);
      const due = await besideThere((await night(whole)).deps.disclosure);
      expect(Object.keys(due.pages)).toHaveLength(3);
      for (let k = 1; k <= whole.calls.length; k += STEP) {
        const at = `at call ${k} of ${whole.calls.length}: ${whole.calls[k - 1]}`;
        const town = await night(fateAt(k));
        await town.run(DAILY);
        expect((await town.verify(town.clock.now())).findings, at).toEqual([]);
        expect(await besideThere(town.deps.disclosure), at).toEqual(due);
        expect(await besideDue(town.deps.disclosure), at).toEqual(due);
      }
    },
    TIMEOUT_MS,
  );
});
