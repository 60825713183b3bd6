import { digestId } from '../../../../shared/crypto/digest-id.ts';
import { api, etag } from '../../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../../shared/http/cursor.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { toEpochMs } from '../../../../shared/kernel/beijing-time.ts';
import { notification } from '../../../../shared/notifications/notification.ts';
import { attempt } from '../../../../shared/webhooks/attempt.ts';
import { DELIVERY_POSITION } from '../../../../shared/webhooks/delivery-store.ts';
import {
  getEndpoint,
  listDeliveries,
  listEndpoints,
  redeliverOperation,
  testEndpoint,
} from '../../../../shared/webhooks/operations.ts';
import { redeliver } from '../../../../shared/webhooks/redeliver.ts';
import { toDeliveryView, toEndpointView, toOutcomeView } from '../../../../shared/webhooks/views.ts';
import { type EndpointDependencies, ownEndpoint } from './endpoint-dependencies.ts';

/** Whoever tries an endpoint waits for it; the function has two seconds more. */
const TEST_MS = 8_000;
const PAGE = 50;
/** Ranges of events: a quarter, which is as long as deliveries are kept. */
const LONGEST_RANGE_MS = 92 * 86_400_000;
/** About four seconds of writes. */
const MOST_AT_ONCE = 5_000;

/** GET /endpoints. */
export const listOwnEndpoints = (deps: EndpointDependencies) =>
  api(listEndpoints, deps, async ({ caller }) => {
    const found = await deps.endpoints.ofDepartment(caller.department);
    return answer(200, { endpoints: found.map(({ image }) => toEndpointView(image)) });
  });

/** GET /endpoints/{id}. */
export const readEndpoint = (deps: EndpointDependencies) =>
  api(getEndpoint, deps, async ({ id, caller }) => {
    const found = await ownEndpoint(deps)(id, caller);
    if (found === undefined) return refuse({ kind: 'not-found' });
    return answer(200, toEndpointView(found.image), { etag: etag(found.image.version) });
  });

/** POST /endpoints/{id}/test: once, and at once; to a disabled one too, so that it can be tried before it is enabled. */
export const testEndpoints = (deps: EndpointDependencies) =>
  api(testEndpoint, deps, async ({ id, caller, requestId }) => {
    const found = await ownEndpoint(deps)(id, caller);
    if (found === undefined) return refuse({ kind: 'not-found' });
    const { image } = found;
    const about = { id, version: image.version, kind: 'test', department: image.department };
    const told = { type: 'endpoint.test', recipient: image.department, at: deps.now() } as const;
    const idOf = (text: string) => digestId(`${text}|${requestId}`);
    const { outcome, ...made } = await attempt(deps.attempts, image, notification(about, told, idOf), TEST_MS);
    return answer(200, { ...made, outcome: toOutcomeView(outcome) });
  });

/** GET /endpoints/{id}/deliveries. */
export const readDeliveries = (deps: EndpointDependencies) =>
  api(listDeliveries, deps, async ({ id, caller, query: { state, cursor, limit = PAGE } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, DELIVERY_POSITION);
    if (cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const found = await ownEndpoint(deps)(id, caller);
    if (found === undefined) return refuse({ kind: 'not-found' });
    const { deliveries, next } = await deps.deliveries.log(id, { order: 'newest-first', after, limit });
    const shown = deliveries.filter((one) => state === undefined || one.state === state);
    const asked = { ...(state && { state }), limit: String(limit) };
    const link = nextLink(`/endpoints/${id}/deliveries`, next && encodeCursor(next), asked);
    return answer(200, { deliveries: shown.map(toDeliveryView) }, link);
  });

/** POST /endpoints/{id}/redeliveries. */
export const redeliverRange = (deps: EndpointDependencies) =>
  api(redeliverOperation, deps, async ({ id, caller, body: { from, before, which, continueAfter } }) => {
    const length = toEpochMs(before) - toEpochMs(from);
    if (length <= 0 || length > LONGEST_RANGE_MS) return refuse({ kind: 'range-out-of-bounds', pointer: '/before' });
    const after = continueAfter === undefined ? undefined : decodeCursor(continueAfter, DELIVERY_POSITION);
    if (continueAfter !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const found = await ownEndpoint(deps)(id, caller);
    if (found === undefined) return refuse({ kind: 'not-found' });
    const range = { endpoint: id, which, from, before, after, most: MOST_AT_ONCE };
    const { sentAgain, next } = await redeliver(deps.deliveries, range, deps.now());
    return answer(200, { sentAgain, ...(next !== undefined && { continueAfter: encodeCursor(next) }) });
  });
