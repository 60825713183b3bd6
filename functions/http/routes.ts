import type { Context } from 'aws-lambda';
import type { ApiEvent, ApiResult } from '../../shared/http/event.ts';
import type { Operation } from '../../shared/http/operation.ts';

type Handler = (event: ApiEvent, context: Context) => Promise<ApiResult>;

/**
 * One function for the operations of one concept, which need the same stores and rights: it answers whichever route the gateway matched.
 * The route table sends it no other; one that it does not know is a fault.
 */
export const serve = (...operations: readonly (readonly [contract: Operation, handler: Handler])[]): Handler => {
  const byRoute = new Map(operations.map(([{ method, path }, handler]) => [`${method} ${path}`, handler]));
  return async (event, context) => {
    const handler = byRoute.get(event.routeKey);
    if (handler === undefined) throw new Error(`this function has no route ${event.routeKey}`);
    return handler(event, context);
  };
};
