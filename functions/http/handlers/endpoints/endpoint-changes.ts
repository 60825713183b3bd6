import { endpointId } from '../../../../shared/crypto/endpoint-keys.ts';
import { api, etag } from '../../../../shared/http/api.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { ok } from '../../../../shared/kernel/result.ts';
import {
  changeEndpointOperation,
  disableEndpointOperation,
  enableEndpointOperation,
  openEndpointOperation,
  rotateSecretOperation,
} from '../../../../shared/webhooks/operations.ts';
import {
  changeEndpoint,
  disableEndpoint,
  ENDPOINT_TRANSITIONS,
  enableEndpoint,
  openEndpoint,
  rotateSecret,
} from '../../../../shared/webhooks/transitions.ts';
import { toEndpointView } from '../../../../shared/webhooks/views.ts';
import { changeContext, changeHead, changeOne } from '../change-head.ts';
import { type EndpointDependencies, ownEndpoint } from './endpoint-dependencies.ts';

/** Each is read with every notice of the department, and sent one more request for it. */
const MOST_ENDPOINTS = 5;

/** POST /endpoints: by its department's own name for it; the secret leaves with this answer and never again. */
export const openEndpoints = (deps: EndpointDependencies) =>
  api(openEndpointOperation, deps, async ({ body, caller, idempotencyKey: key }) => {
    const { department, officer } = caller;
    const at = deps.now();
    const id = endpointId({ department, name: body.name });
    const known = await deps.endpoints.ofDepartment(department);
    if (known.length >= MOST_ENDPOINTS && !known.some(({ image }) => image.id === id)) {
      return refuse({ kind: 'too-many-endpoints', parameters: { limit: MOST_ENDPOINTS } });
    }
    const secret = (await deps.keys()).newSecret(body.signature, id);
    const by = { department, officer, at };
    const opened = openEndpoint({ id, submission: body, secret: secret.kept, network: deps.network, by });
    if (!opened.ok) return { refused: opened.failure };
    const isBound = key === undefined || (await deps.idempotency.bind({ department, key, request: body, at }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    const added = await deps.endpoints.add(opened.value, body);
    if (!added.ok) return refuse({ kind: 'endpoint-exists', parameters: { changes: `/endpoints/${id}/changes` } });
    const { image, created } = added.value;
    return answer(
      created ? 201 : 200,
      { ...toEndpointView(image), ...(created && { secret: secret.shown }) },
      { etag: etag(image.version), ...(created && { location: `/endpoints/${id}` }) },
    );
  });

/** POST /endpoints/{id}/changes. */
export const changeEndpoints = (deps: EndpointDependencies) =>
  changeHead(changeEndpointOperation, deps, {
    heads: deps.endpoints,
    find: ownEndpoint(deps),
    view: toEndpointView,
    transition: ENDPOINT_TRANSITIONS.change,
    change: (endpoint, body, { by }) => changeEndpoint(endpoint, body, by, deps.network),
  });

/** POST /endpoints/{id}/secret: a repeated request is answered without the secret, which was shown. */
export const rotateSecrets = (deps: EndpointDependencies) =>
  api(rotateSecretOperation, deps, async ({ id, body, caller, ifMatch, idempotencyKey: key }) => {
    const shown: string[] = [];
    const context = changeContext(caller, deps.now());
    const step = {
      heads: deps.endpoints,
      find: ownEndpoint(deps),
      view: toEndpointView,
      transition: ENDPOINT_TRANSITIONS.rotate,
      change: async (endpoint: Parameters<typeof rotateSecret>[0]) => {
        const kind = body.signature ?? endpoint.secrets[0]?.kind ?? 'v1';
        const secret = (await deps.keys()).newSecret(kind, id);
        shown.push(secret.shown);
        return ok(rotateSecret(endpoint, body, secret.kept, context.by));
      },
    };
    const changed = await changeOne(deps, step, {
      operation: rotateSecretOperation.id,
      id,
      body,
      ifMatch,
      key,
      context,
    });
    if (!changed.ok) return { refused: changed.failure };
    const [secret] = shown;
    return answer(
      200,
      { ...toEndpointView(changed.value), ...(secret !== undefined && { secret }) },
      { etag: etag(changed.value.version) },
    );
  });

/** POST /endpoints/{id}/disabling. */
export const disableEndpoints = (deps: EndpointDependencies) =>
  changeHead(disableEndpointOperation, deps, {
    heads: deps.endpoints,
    find: ownEndpoint(deps),
    view: toEndpointView,
    transition: ENDPOINT_TRANSITIONS.disable,
    change: (endpoint, body, { by }) => disableEndpoint(endpoint, body, by),
  });

/** POST /endpoints/{id}/enabling: what waited is sent with the next run of the schedule. */
export const enableEndpoints = (deps: EndpointDependencies) =>
  changeHead(enableEndpointOperation, deps, {
    heads: deps.endpoints,
    find: ownEndpoint(deps),
    view: toEndpointView,
    transition: ENDPOINT_TRANSITIONS.enable,
    change: (endpoint, _, { by }) => enableEndpoint(endpoint, by),
  });
