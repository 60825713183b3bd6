import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FunctionPool } from '../function-pool.ts';
import { readBody } from '../loopback-server.ts';
import { type Answer, internalError, notFound, readAnswer, tooLarge, tooManyRequests, unavailable } from './answer.ts';
import type { ApiDefinition, JwtSettings } from './api-definition.ts';
import { type Authorizer, createAuthorizer } from './authorizer.ts';
import { createEvent } from './event.ts';
import { createRouteTable } from './route-table.ts';
import { createThrottle } from './throttle.ts';

/** The payload quota of HTTP APIs, 10 MB. */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

const splitTarget = (url: string) => {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
};

/** The functions' answer, or the gateway's own when its integration timeout is shorter than what the function takes. */
const invoke = async (pool: FunctionPool, payload: string, timeoutMilliseconds: number): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(unavailable()), timeoutMilliseconds);
  });
  const answer = pool.invoke(payload).then((reply) => (reply.ok ? readAnswer(reply.payload) : internalError()));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** An HTTP API with its routes, authorizers and limits: a request in, an answer out. */
export const createGateway = (deps: {
  api: ApiDefinition;
  pools: FunctionPool[];
  accountId: string;
  now: () => Date;
  /** Says which issuer to ask, so that a placeholder in the template can stand for the local one. */
  issuerOf: (issuer: string) => string;
}) => {
  const { api, pools, accountId, now, issuerOf } = deps;
  const authorizers = new Map<string, Authorizer>();
  const authorizerFor = ({ issuer, audiences }: JwtSettings) => {
    const key = JSON.stringify([issuer, audiences]);
    const known = authorizers.get(key) ?? createAuthorizer({ issuer: issuerOf(issuer), audiences, now });
    authorizers.set(key, known);
    return known;
  };

  const targets = api.routes.map((route) => {
    const pool = pools.find(({ definition }) => definition.arn === route.functionArn);
    if (!pool) throw new Error(`${route.key} leads to no function of the template`);
    return [route.key, { ...route, pool, authorize: route.jwt && authorizerFor(route.jwt) }] as const;
  });
  const find = createRouteTable(new Map(targets));
  const mayPass = api.throttle ? createThrottle(api.throttle) : () => true;

  const answer = async (message: IncomingMessage, requestId: string): Promise<Answer> => {
    const { path, query } = splitTarget(message.url ?? '/');
    const found = find(message.method ?? 'GET', path);
    if (!found) return notFound();
    if (!mayPass()) return tooManyRequests();
    const { target, parameters } = found;
    const authorized = await target.authorize?.(message.headers.authorization, target.scopes);
    if (authorized && !authorized.ok) return authorized.answer;
    const body = await readBody(message, LARGEST_BODY_BYTES);
    if (!body) return tooLarge();
    const request = { message, path, query, body, now: now(), apiId: api.id, accountId, requestId };
    const event = createEvent(request, { key: target.key, parameters }, authorized?.authorization);
    return invoke(target.pool, JSON.stringify(event), target.timeoutMilliseconds);
  };

  return async (message: IncomingMessage): Promise<Answer> => {
    // The same in the answer, in the event and in what functions log of it, as on AWS.
    const requestId = randomBytes(12).toString('base64url');
    const { status, headers, body } = await answer(message, requestId);
    return { status, headers: { ...headers, 'apigw-requestid': requestId }, body };
  };
};
