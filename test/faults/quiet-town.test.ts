import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BulkList } from '../../shared/disclosure/bulk.ts';
import { startReceiver } from '../builders/webhooks.ts';
import { openEndpoint } from './support/alarms/function-scenes.ts';
import { HOUR, post, run, withdraw } from './support/alarms/scene.ts';
import { startWatchedTown, type WatchedTown } from './support/alarms/watched-town.ts';

/** Half past seven in the morning in Beijing. */
const FIRST = new Date('2026-11-09T23:30:00.000Z');
const HOURS = 26;

let town: WatchedTown;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  town = await startWatchedTown(FIRST);
  receiver = await startReceiver();
});
afterAll(async () => {
  await town?.stop();
  await receiver?.stop();
});

/** An hour goes by, and every schedule that was due in it fires once; answers which. */
const goOn = async (): Promise<readonly string[]> => {
  const due = town.dueWithin(HOUR);
  town.goOn(HOUR);
  for (const schedule of due) await town.fire(schedule);
  await town.idle();
  await town.sample();
  return due;
};
const on = (): readonly string[] => [...town.alarms.keys()].filter(town.isOn);

describe('a town in which nothing goes wrong for a day and two hours', () => {
  it('hears of no alarm, while records come and go, webhooks are sent and every schedule fires', async () => {
    await run(town, 'publish-daily');
    await openEndpoint(town, receiver.url);
    const fired = new Set<string>();
    const posted: string[] = [];
    const heard: string[] = [];
    for (let hour = 0; hour < HOURS; hour += 1) {
      if (hour % 2 === 0) posted.push(await post(town));
      if (hour % 6 === 4) await withdraw(town, posted.shift() ?? '');
      for (const schedule of await goOn()) fired.add(schedule);
      heard.push(...on().map((name) => `${name} at ${town.now().toISOString()}`));
    }
    expect(heard).toEqual([]);
    expect([...fired].toSorted()).toEqual(town.schedules.toSorted());
    expect(receiver.received.length).toBeGreaterThan(0);
    const { version } = (await town.published('latest.json')).body;
    const { parts } = BulkList.parse((await town.published(`bulk/${version}.json`)).body);
    expect(parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(posted.length);
  });
});
