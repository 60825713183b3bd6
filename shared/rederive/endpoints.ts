import { fromItem } from '../register/head-store.ts';
import { deriveEndpoint } from '../webhooks/derive.ts';
import { ENDPOINT_HEAD, type EndpointStore } from '../webhooks/endpoint-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveEndpointsDeps extends RederiveFollowsDeps {
  readonly endpoints: Pick<EndpointStore, 'history'>;
  readonly idOf: (text: string) => string;
}

/** Endpoints: that their department was told of each change. Deliveries are not derived anew: the inbox is. */
export const endpointRederiver = (deps: RederiveEndpointsDeps): Rederiver =>
  followsRederiver(deps, {
    entity: ENDPOINT_HEAD.entity,
    read: (item) => fromItem(ENDPOINT_HEAD, item),
    heads: deps.endpoints,
    derive: (endpoint) => deriveEndpoint(endpoint, deps.idOf),
    noted: () => ({}),
    lostWork: async () => [],
  });
