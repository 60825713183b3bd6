import { type Instant, toInstant } from '../kernel/beijing-time.ts';

/** The time of the machine. */
export const systemNow = (): Instant => toInstant(Date.now());
