import type { WebhookKeys } from '../../../../shared/crypto/webhook-keys.ts';
import type { Caller } from '../../../../shared/http/event.ts';
import type { Stored } from '../../../../shared/register/head-store.ts';
import type { AttemptDeps } from '../../../../shared/webhooks/attempt.ts';
import type { DeliveryStore } from '../../../../shared/webhooks/delivery-store.ts';
import type { Endpoint } from '../../../../shared/webhooks/endpoint.ts';
import type { EndpointStore } from '../../../../shared/webhooks/endpoint-store.ts';
import type { Network } from '../../../../shared/webhooks/settings.ts';
import type { ChangeDependencies } from '../change-head.ts';

export interface EndpointDependencies extends ChangeDependencies {
  readonly endpoints: Pick<EndpointStore, 'add' | 'find' | 'change' | 'ofDepartment'>;
  readonly deliveries: Pick<DeliveryStore, 'log' | 'save'>;
  readonly keys: () => Promise<WebhookKeys>;
  readonly attempts: AttemptDeps;
  readonly network: Network;
}

/** An endpoint of the caller's own department; another's is as absent as none. */
export const ownEndpoint =
  ({ endpoints }: Pick<EndpointDependencies, 'endpoints'>) =>
  async (id: string, { department }: Caller): Promise<Stored<Endpoint> | undefined> => {
    const found = await endpoints.find(id);
    return found?.image.department === department ? found : undefined;
  };
