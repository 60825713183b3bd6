import { toEpochMs } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { Notification } from '../notifications/notification.ts';
import type { Stored } from '../register/head-store.ts';
import type { Endpoint } from './endpoint.ts';
import { type FirstAttemptDeps, firstAttempt } from './first-attempt.ts';

export interface FirstAttemptsDeps extends FirstAttemptDeps {
  /** A department's own endpoints. */
  readonly endpoints: (department: string) => Promise<readonly Pick<Stored<Endpoint>, 'image'>[]>;
}

/** No attempt of a batch is begun after so long: what is left is the schedule's. */
const BATCH_MS = 4_000;

/** A department's endpoints at a time: all of them. */
const ENDPOINTS_AT_ONCE = 5;

/** Sends the notifications of one batch for the first time; each department's endpoints are read once for all of them. */
export const firstAttempts = (deps: FirstAttemptsDeps) => () => {
  const begun = toEpochMs(deps.now());
  const known = new Map<string, ReturnType<FirstAttemptsDeps['endpoints']>>();
  const endpointsOf = (department: string) => {
    const found = known.get(department) ?? deps.endpoints(department);
    known.set(department, found);
    return found;
  };
  return async (notification: Notification): Promise<void> => {
    const endpoints = await endpointsOf(notification.recipient);
    await concurrently(ENDPOINTS_AT_ONCE, endpoints, ({ image }) =>
      firstAttempt(deps, image, notification, toEpochMs(deps.now()) - begun < BATCH_MS),
    );
  };
};
