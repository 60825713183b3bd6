import { expect, it } from 'vitest';
import { parseInstant } from '../../../shared/kernel/beijing-time.ts';
import { putForwardTo } from '../../../shared/kernel/clocks-differ.ts';

const instant = (text: string) => {
  const found = parseInstant(text);
  if (found === undefined) throw new Error(text);
  return found;
};
const MIDNIGHT = instant('2026-11-10T16:00:00.000Z');

/** What a clock shows, and shows a second later, once it was put forward to midnight. */
const shownAt = (time: string) => {
  let now = instant(time);
  const clock = putForwardTo({ now: () => now }, MIDNIGHT);
  const first = clock.now();
  now = instant(new Date(Date.parse(now) + 1_000).toISOString());
  return [first, clock.now()].map((shown) => shown.slice(11, 19));
};

it('a clock that is behind what another one has seen is put forward to that, and runs on', () => {
  expect(shownAt('2026-11-10T15:55:00.000Z')).toEqual(['16:00:00', '16:00:01']);
  expect(shownAt('2026-11-10T15:50:00.000Z')).toEqual(['16:00:00', '16:00:01']);
});

it('a clock that is not behind, or by more than clocks differ, shows what it shows', () => {
  expect(shownAt('2026-11-10T16:00:07.000Z')).toEqual(['16:00:07', '16:00:08']);
  expect(shownAt('2026-11-10T15:49:59.000Z')).toEqual(['15:49:59', '15:50:00']);
  const clock = { now: () => MIDNIGHT };
  expect(putForwardTo(clock, undefined).now()).toBe(MIDNIGHT);
});
