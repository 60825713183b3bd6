import type { Follows } from '../cases/follows.ts';
import type { HeadKey } from '../register/head.ts';
import type { Acceptance } from './acceptance.ts';
import { clockedAcceptance } from './duties.ts';

/** What follows from a version of an acceptance: its clock. Nobody else is told: it is between its department and its subject. */
export const deriveAcceptance = (acceptance: Acceptance, key: HeadKey): Follows => ({
  clock: { clocked: clockedAcceptance(acceptance), key },
  notifications: [],
  work: [],
});
