import { isUtf8 } from 'node:buffer';
import type { MiddlewareObj } from '@middy/core';
import { rolesHeldIn } from '../bodies/roles.ts';
import type { Failure } from '../kernel/failure.ts';
import { preferredLanguage } from '../kernel/language.ts';
import { type Log, messages } from '../kernel/log.ts';
import type { ApiEvent, ApiResult, Caller } from './event.ts';
import { failureOf } from './faults.ts';
import { NOTHING, type Operation, ROLES, type Role } from './operation.ts';
import { refuse, respond } from './respond.ts';

/** Names of the token's claims, given at deployment. */
export interface ClaimNames {
  readonly department: string;
  readonly roles: string;
}

/** What the chain has worked out about an event before the handler sees it. */
export interface Prepared {
  caller: Caller;
  json: unknown;
}

type Middleware = MiddlewareObj<ApiEvent & Partial<Prepared>, ApiResult>;

/** Own limit of a body, in bytes; the gateway's is 10 MB, a function's 6 MB. */
export const BODY_LIMIT_BYTES = 1_048_576;

const readerOf = (event: ApiEvent) => ({
  language: preferredLanguage(event.headers['accept-language']),
  requestId: event.requestContext.requestId,
});

/** The one place where an unknown error becomes an answer; it is logged once, its text is never shown. */
export const answerFaults = (contract: Operation, log: Log): Middleware => ({
  onError: ({ event, error }) => {
    const reader = readerOf(event);
    const failure = failureOf(error, reader.requestId);
    log.error(messages.requestFailed, {
      operation: contract.id,
      requestId: reader.requestId,
      failure: failure.kind,
      error,
    });
    return respond(contract, refuse(failure), reader);
  },
});

const isRole = (word: string): word is Role => ROLES.some((role) => role === word);

/** The gateway prints a list claim as `[a b]` and a text claim as `a b`. */
const rolesOf = (claim: unknown): readonly Role[] =>
  String(claim ?? '')
    .replaceAll(/[[\],]/g, ' ')
    .split(/\s+/)
    .filter(isRole);

const isName = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '';

/** Takes the caller from the claims that the authorizer verified, and refuses one without a fitting role. */
export const identifyCaller = (contract: Operation, claimNames: ClaimNames): Middleware => ({
  before: ({ event }) => {
    if (contract.roles === 'anyone') return undefined;
    const claims = event.requestContext.authorizer?.jwt?.claims ?? {};
    const department = claims[claimNames.department];
    const roles = rolesHeldIn(department, rolesOf(claims[claimNames.roles]));
    const officer = claims['sub'];
    const admitted = contract.roles.filter((role) => roles.includes(role));
    // The subject's side works in no department; every other role is held in one.
    const isPlaced = isName(department) || admitted.includes('subject');
    if (admitted.length === 0 || !isPlaced || !isName(officer)) {
      const failure: Failure = { kind: 'role-required', parameters: { roles: contract.roles.join(', ') } };
      return respond(contract, refuse(failure), readerOf(event));
    }
    event.caller = { department: isName(department) ? department : '', officer, roles };
    return undefined;
  },
});

const isJson = (contentType: string | undefined): boolean =>
  /^application\/([\w.-]+\+)?json\s*(;.*)?$/i.test(contentType ?? '');

/** JSON is UTF-8 (RFC 8259): what is GB 18030 would otherwise be stored as a row of question marks. */
const readJson = (bytes: Buffer): { readonly value: unknown } | undefined => {
  if (!isUtf8(bytes)) return undefined;
  try {
    return { value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return undefined;
  }
};

/** Reads the body of an operation that takes one: media type, size, JSON, in this order. */
export const readJsonBody = (contract: Operation): Middleware => ({
  before: ({ event }) => {
    if (contract.body === NOTHING) return undefined;
    const reader = readerOf(event);
    if (!isJson(event.headers['content-type'])) {
      return respond(contract, refuse({ kind: 'unsupported-media-type' }), reader);
    }
    const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    if (bytes.byteLength > BODY_LIMIT_BYTES) {
      return respond(contract, refuse({ kind: 'body-too-large', parameters: { limit: BODY_LIMIT_BYTES } }), reader);
    }
    const json = readJson(bytes);
    if (json === undefined) return respond(contract, refuse({ kind: 'broken-json' }), reader);
    event.json = json.value;
    return undefined;
  },
});
