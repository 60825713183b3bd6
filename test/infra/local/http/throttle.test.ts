import { expect, it } from 'vitest';
import { createThrottle } from '../../../../infra/local/http/throttle.ts';

it('lets a burst pass, then the rate, and gains no more than a burst while nobody asks', () => {
  let now = 0;
  const mayPass = createThrottle({ rate: 2, burst: 3 }, () => now);
  const passing = (count: number) => Array.from({ length: count }, mayPass).filter(Boolean).length;
  expect(passing(5)).toBe(3);
  now = 1;
  expect(passing(5)).toBe(2);
  now = 100;
  expect(passing(5)).toBe(3);
});
