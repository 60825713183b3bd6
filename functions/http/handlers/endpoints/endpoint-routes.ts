import type { Operation } from '../../../../shared/http/operation.ts';
import {
  changeEndpointOperation,
  disableEndpointOperation,
  enableEndpointOperation,
  getEndpoint,
  listDeliveries,
  listEndpoints,
  openEndpointOperation,
  redeliverOperation,
  rotateSecretOperation,
  testEndpoint,
} from '../../../../shared/webhooks/operations.ts';
import {
  changeEndpoints,
  disableEndpoints,
  enableEndpoints,
  openEndpoints,
  rotateSecrets,
} from './endpoint-changes.ts';
import type { EndpointDependencies } from './endpoint-dependencies.ts';
import { listOwnEndpoints, readDeliveries, readEndpoint, redeliverRange, testEndpoints } from './read-endpoints.ts';

/** Every operation on endpoints, with its handler. */
export const endpointRoutes = (deps: EndpointDependencies) =>
  [
    [listEndpoints, listOwnEndpoints(deps)],
    [openEndpointOperation, openEndpoints(deps)],
    [getEndpoint, readEndpoint(deps)],
    [changeEndpointOperation, changeEndpoints(deps)],
    [rotateSecretOperation, rotateSecrets(deps)],
    [disableEndpointOperation, disableEndpoints(deps)],
    [enableEndpointOperation, enableEndpoints(deps)],
    [testEndpoint, testEndpoints(deps)],
    [listDeliveries, readDeliveries(deps)],
    [redeliverOperation, redeliverRange(deps)],
  ] as const satisfies readonly (readonly [Operation, unknown])[];
