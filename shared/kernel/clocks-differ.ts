import { type Instant, toEpochMs, toInstant } from './beijing-time.ts';

/** By no more than this two machines' clocks differ: ten minutes, far more than they do where they are kept by one source. */
export const CLOCKS_DIFFER_MS = 600_000;

/** Shows what time it is. */
export interface Clock {
  now(): Instant;
}

/**
 * A clock put forward to a moment that somebody else's clock has seen, as that of a schedule which fires at midnight: what is to be done on a
 * day is done on that day, though the machine still shows the one before. It runs on from there. A moment that lies further ahead than clocks
 * differ is no moment that was seen, and changes nothing.
 */
export const putForwardTo = (clock: Clock, seen: Instant | undefined): Clock => {
  const ahead = seen === undefined ? 0 : toEpochMs(seen) - toEpochMs(clock.now());
  if (ahead <= 0 || ahead > CLOCKS_DIFFER_MS) return clock;
  return { now: () => toInstant(toEpochMs(clock.now()) + ahead) };
};
