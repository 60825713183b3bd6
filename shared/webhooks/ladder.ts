import { type Instant, toEpochMs, toInstant } from '../kernel/beijing-time.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before the second to the tenth attempt: the schedule that Standard Webhooks 1.0.0 recommends, 75 h 35 min in all. */
const PAUSES_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/** The first attempt and one after each pause. */
export const MOST_ATTEMPTS = PAUSES_MS.length + 1;

/** The sum of the pauses: whatever is tried for longer, and fails again, is given up. */
export const LADDER_MS = PAUSES_MS.reduce((sum, pause) => sum + pause, 0);

/** What fails by our own fault comes again soon, and counts for nothing. */
export const OWN_FAULT_PAUSE_MS = MINUTE;

/** A pause is up to a tenth longer, by chance: what failed together does not come again together. */
const JITTER = 0.1;

/**
 * When the next attempt is made after so many; `chance` is from 0 to 1. Undefined if that was the last. What the receiver asks for is waited
 * for, where it is longer.
 */
export const nextAttempt = (
  attempts: number,
  {
    at,
    chance,
    retryAfterSeconds = 0,
  }: { readonly at: Instant; readonly chance: number; readonly retryAfterSeconds?: number },
): Instant | undefined => {
  const pause = PAUSES_MS[attempts - 1];
  if (pause === undefined) return undefined;
  return toInstant(toEpochMs(at) + Math.max(Math.round(pause * (1 + JITTER * chance)), retryAfterSeconds * SECOND));
};
