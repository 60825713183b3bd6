import { toEpochMs } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { type Log, messages } from '../kernel/log.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { afterAttempt, behind, type Delivery } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Endpoint } from './endpoint.ts';
import { restAfter } from './first-attempt.ts';
import { isSilent } from './outcome.ts';

export interface SendDueDeps extends AttemptDeps {
  readonly deliveries: Pick<DeliveryStore, 'lane' | 'save' | 'due' | 'resting' | 'rest'>;
  /** Disables an endpoint whose receiver said that it is gone (410). */
  readonly disableGone: (endpoint: Endpoint) => Promise<void>;
  readonly chance: () => number;
  readonly log: Log;
}

/** Standard Webhooks 1.0.0 recommends 15 to 30 s; a run ends before the next one begins. */
const ATTEMPT_MS = 15_000;
/** Of one endpoint: a receiver is not flooded when it is back. */
const AT_ONCE = 4;
/** Failures in a row after which an endpoint is taken to be down, and left until the next run. */
const SILENT_LIMIT = 4;
const PAGE = 200;

/** What was done in a run for an endpoint. */
interface Run {
  readonly endpoint: Endpoint;
  readonly hasTime: () => boolean;
  silent: number;
  stopped: boolean;
  sent: number;
  delivered: number;
}

/** Whether anything more is to be tried in this run. */
const goesOn = (run: Run): boolean => !run.stopped && run.hasTime();

const logged = (deps: SendDueDeps, { endpoint }: Run, { notification, attempts, state, last }: Delivery): void => {
  const outcome = last?.outcome;
  const fields = {
    endpoint: endpoint.id,
    department: endpoint.department,
    notification: notification.id,
    attempts,
    outcome,
  };
  if (outcome?.result === 'delivered') deps.log.info(messages.deliveryMade, fields);
  else if (outcome?.fault === 'ours') deps.log.error(messages.deliveryOwnFault, fields);
  else if (state === 'dead') deps.log.error(messages.deliveryGivenUp, fields);
  else deps.log.warn(messages.deliveryFailed, fields);
};

/** What an outcome means for the rest of the run: who does not answer, asks for quiet or is gone is asked nothing more. */
const noteOutcome = async (deps: SendDueDeps, run: Run, { last }: Delivery): Promise<void> => {
  if (last === undefined) return;
  const { outcome } = last;
  run.sent += 1;
  run.silent = isSilent(outcome) ? run.silent + 1 : 0;
  if (outcome.result === 'delivered') run.delivered += 1;
  if (outcome.result === 'failed' && outcome.reason === 'gone') {
    run.stopped = true;
    await deps.disableGone(run.endpoint);
    deps.log.warn(messages.endpointGone, { endpoint: run.endpoint.id, department: run.endpoint.department });
  }
  const rest = restAfter(outcome, toEpochMs(deps.now()));
  if (rest?.because === 'throttled' || run.silent >= SILENT_LIMIT) run.stopped = true;
  if (rest && run.stopped) await deps.deliveries.rest(run.endpoint.id, rest);
};

/** Those that wait behind one which is due later need not be looked at before. */
const waitBehind = async (deps: SendDueDeps, [first, ...others]: readonly Delivery[]): Promise<void> => {
  const { nextAt } = first ?? {};
  if (nextAt === undefined) return;
  for (const other of others) {
    if (other.nextAt !== undefined && other.nextAt < nextAt) await deps.deliveries.save(behind(other, nextAt));
  }
};

/** Sends what waits in one lane, oldest version first, until one fails: a later version never overtakes an earlier one. */
const runLane = async (deps: SendDueDeps, run: Run, about: string): Promise<void> => {
  const lane = await deps.deliveries.lane(run.endpoint.id, about);
  const waiting = lane.filter(({ state }) => state === 'waiting');
  for (const [at, delivery] of waiting.entries()) {
    const isFirst = at === 0;
    if (!goesOn(run)) return;
    if (isFirst && delivery.nextAt !== undefined && delivery.nextAt > deps.now()) return waitBehind(deps, waiting);
    const attempted = await attempt(deps, run.endpoint, delivery.notification, ATTEMPT_MS);
    const next = afterAttempt(delivery, { ...attempted, chance: deps.chance() });
    // Another sender was faster: it goes on with what is behind this one.
    if (!(await deps.deliveries.save(next))) return;
    logged(deps, run, next);
    await noteOutcome(deps, run, next);
    if (next.state === 'waiting') return waitBehind(deps, [next, ...waiting.slice(at + 1)]);
  }
};

/**
 * Sends what is due to one endpoint: several lanes at once, each in order, until all is sent, the receiver turns out to be down, or time is over.
 * What was not tried stays due, and counts as no attempt. Answers how many attempts were made and how many were taken.
 */
export const sendDue = async (
  deps: SendDueDeps,
  endpoint: Endpoint,
  hasTime: () => boolean,
): Promise<{ readonly sent: number; readonly delivered: number }> => {
  const run: Run = { endpoint, hasTime, silent: 0, stopped: false, sent: 0, delivered: 0 };
  const resting = await deps.deliveries.resting(endpoint.id, deps.now());
  if (resting?.because === 'throttled') return run;
  for (;;) {
    const before = run.sent;
    const due = await deps.deliveries.due(endpoint.id, deps.now(), PAGE);
    const lanes = new Set(due.map(({ notification }) => notification.about));
    await concurrently(AT_ONCE, lanes, async (about) => {
      if (goesOn(run)) await runLane(deps, run, about);
    });
    // The index lags: a page on which nothing was left to send is the last one.
    if (due.length < PAGE || run.sent === before || !goesOn(run)) break;
  }
  if (resting && run.delivered > 0 && !run.stopped)
    await deps.deliveries.rest(endpoint.id, { until: deps.now(), because: 'silent' });
  return run;
};
