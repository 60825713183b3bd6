import type { Context } from 'aws-lambda';
import type { ApiEvent } from '../../../shared/http/event.ts';

/** An officer of a department: the subject of a token is a UUID with most identity providers. */
export interface Officer {
  readonly department: string;
  readonly sub: string;
}

export const OFFICERS = {
  first: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  second: '16fd2706-8baf-433b-82eb-8c7fada847da',
} as const;

/** Lambda's context, which no function of ours reads. */
export const CONTEXT = {} as Context;

/** The names of the claims, as the functions are told. */
export const CLAIM_NAMES = { department: 'department', roles: 'roles' } as const;

/** A request as the HTTP API hands it to a function, after its authorizer. */
export const request = (
  officer: Officer,
  given: {
    readonly method?: 'GET' | 'POST';
    readonly path: string;
    readonly id?: string;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
    /** @default 'reporter' */
    readonly roles?: string;
  },
): ApiEvent => ({
  routeKey: `${given.method ?? 'POST'} ${given.path}`,
  rawPath: given.path,
  headers: { 'content-type': 'application/json', 'accept-language': 'zh', ...given.headers },
  ...(given.id !== undefined && { pathParameters: { id: given.id } }),
  ...(given.body !== undefined && { body: JSON.stringify(given.body) }),
  requestContext: {
    requestId: 'JKJaXmPLvHcESHA=',
    http: { method: given.method ?? 'POST', path: given.path },
    authorizer: {
      jwt: { claims: { sub: officer.sub, department: officer.department, roles: given.roles ?? 'reporter' } },
    },
  },
});

/** POST /records by an officer. */
export const posting = (officer: Officer, body: unknown, headers: Readonly<Record<string, string>> = {}): ApiEvent =>
  request(officer, { path: '/records', body, headers });
