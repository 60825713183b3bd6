import type { Language } from '../kernel/language.ts';
import type { Role } from './operation.ts';

/** Who calls, as the gateway's authorizer vouches for it: department code (empty on the subject's side), officer or account (claim `sub`), roles. */
export interface Caller {
  readonly department: string;
  readonly officer: string;
  readonly roles: readonly Role[];
}

/** What we read of an HTTP API event, payload format 2.0. */
export interface ApiEvent {
  /** Method and path of the route that was matched, as the route table has them. */
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly http: { readonly method: string; readonly path: string };
    readonly authorizer?: { readonly jwt?: { readonly claims: Readonly<Record<string, unknown>> } };
  };
}

/** The answer in the same format. */
export interface ApiResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded?: boolean;
}

/** A request after the chain has checked it: parsed, and from a caller who may ask. */
export interface ApiRequest<Body, Query> {
  readonly body: Body;
  readonly query: Query;
  /** The `{id}` of the path, in the form of our ids; empty where the path has none. */
  readonly id: string;
  /** All that stands in braces in the path, each in the form of our ids. */
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly language: Language;
  /** Media types that the caller takes, as the header `Accept` says it. */
  readonly accept: string | undefined;
  /** Version of `If-Match`, where the operation demands it. */
  readonly ifMatch: number;
  readonly idempotencyKey: string | undefined;
  readonly requestId: string;
}
