import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ChangeDependencies } from '../../../../functions/http/handlers/change-head.ts';
import { endpointRoutes } from '../../../../functions/http/handlers/endpoints/endpoint-routes.ts';
import { subscriptionRoutes } from '../../../../functions/http/handlers/subscriptions.ts';
import { webhookKeys } from '../../../../shared/crypto/webhook-keys.ts';
import { postOut, resolveName } from '../../../../shared/http/outbound-post.ts';
import { subscriptionStore } from '../../../../shared/subscriptions/subscription-store.ts';
import { deliveryStore } from '../../../../shared/webhooks/delivery-store.ts';
import { endpointStore } from '../../../../shared/webhooks/endpoint-store.ts';
import { webhookKeysSecret } from '../../../builders/webhooks.ts';

type Table = { readonly client: DynamoDBDocumentClient; readonly table: string };

/** The function `endpoints`, as its entry wires it; receivers are on this machine. */
export const endpointHandlers = (
  base: ChangeDependencies,
  { register, derived }: { readonly register: Table; readonly derived: Table },
) => {
  const keys = webhookKeys(webhookKeysSecret());
  const routes = endpointRoutes({
    ...base,
    endpoints: endpointStore(register),
    deliveries: deliveryStore(derived),
    keys: async () => keys,
    attempts: {
      sign: async (...given) => keys.sign(...given),
      post: postOut({ network: 'this-machine', resolve: resolveName }),
      now: base.now,
    },
    network: 'this-machine',
  });
  return Object.fromEntries(routes.map(([{ id }, handler]) => [id, handler])) as Record<EndpointOperationId, unknown>;
};

export type EndpointOperationId =
  | 'list-endpoints'
  | 'open-endpoint'
  | 'get-endpoint'
  | 'change-endpoint'
  | 'rotate-endpoint-secret'
  | 'disable-endpoint'
  | 'enable-endpoint'
  | 'test-endpoint'
  | 'list-deliveries'
  | 'redeliver';

/** The function `subscriptions`, as its entry wires it. */
export const subscriptionHandlers = (base: ChangeDependencies, register: Table) => {
  const routes = subscriptionRoutes({ ...base, subscriptions: subscriptionStore(register) });
  return Object.fromEntries(routes.map(([{ id }, handler]) => [id, handler])) as Record<
    SubscriptionOperationId,
    unknown
  >;
};

export type SubscriptionOperationId =
  | 'list-subscriptions'
  | 'propose-subscription'
  | 'decide-subscription'
  | 'end-subscription';
