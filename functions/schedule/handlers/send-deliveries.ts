import { endpointKey } from '../../../shared/crypto/endpoint-keys.ts';
import { toEpochMs } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { messages } from '../../../shared/kernel/log.ts';
import type { Stored } from '../../../shared/register/head-store.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import type { Endpoint } from '../../../shared/webhooks/endpoint.ts';
import type { EndpointStore } from '../../../shared/webhooks/endpoint-store.ts';
import { type SendDueDeps, sendDue } from '../../../shared/webhooks/send-due.ts';
import { ENDPOINT_TRANSITIONS, endpointGone } from '../../../shared/webhooks/transitions.ts';

/** Endpoints at a time: one that is slow or down takes one of these places for some seconds, and no other's. */
const AT_ONCE = 32;

/** Nothing more is begun after so long; with the longest attempt it ends within the minute, before the next run begins. */
const RUN_MS = 40_000;

export interface SendDeliveriesDependencies extends Omit<SendDueDeps, 'disableGone'> {
  readonly endpoints: Pick<EndpointStore, 'all' | 'get' | 'change'>;
}

/**
 * Every minute: sends what is due to each endpoint that is enabled. One that fails holds back no other; where our own table or key fails, the run
 * fails after all others are done, and the next one takes it up.
 */
export const sendDeliveries = (deps: SendDeliveriesDependencies) => {
  const disableGone = async (stored: Stored<Endpoint>): Promise<void> => {
    const by = { department: stored.image.department, officer: 'system', at: deps.now() };
    await settleHead(deps.endpoints, {
      key: endpointKey(stored.image),
      found: stored,
      from: ENDPOINT_TRANSITIONS.gone.from,
      next: (endpoint) => endpointGone(endpoint, by),
    });
  };

  return async (): Promise<void> => {
    const begun = toEpochMs(deps.now());
    const hasTime = () => toEpochMs(deps.now()) - begun < RUN_MS;
    const enabled = (await deps.endpoints.all()).filter(({ image }) => image.state === 'enabled');
    const runs = await concurrently(AT_ONCE, enabled, async (stored) => {
      try {
        return await sendDue({ ...deps, disableGone: () => disableGone(stored) }, stored.image, hasTime);
      } catch (error) {
        deps.log.error(messages.deliveryOwnFault, { endpoint: stored.image.id, error });
        return 'failed';
      }
    });
    const done = runs.filter((run) => run !== 'failed');
    const sent = done.reduce((sum, run) => sum + run.sent, 0);
    const delivered = done.reduce((sum, run) => sum + run.delivered, 0);
    const failed = runs.length - done.length;
    deps.log.info(messages.deliveriesSent, { endpoints: enabled.length, sent, delivered, failed });
    if (failed > 0) throw new Error(`${failed} of ${enabled.length} endpoints could not be served`);
  };
};
