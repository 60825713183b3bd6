import middy from '@middy/core';
import type * as z from 'zod';
import type { Failure } from '../kernel/failure.ts';
import { preferredLanguage } from '../kernel/language.ts';
import { type Log, messages } from '../kernel/log.ts';
import type { ApiEvent, ApiRequest, ApiResult, Caller } from './event.ts';
import { answerFaults, type ClaimNames, identifyCaller, type Prepared, readJsonBody } from './middleware.ts';
import { IDEMPOTENCY_KEY, type Operation } from './operation.ts';
import { parseInput } from './parse.ts';
import { type Answer, refuse, respond } from './respond.ts';
import { headsTold } from './traced-answer.ts';

/** What every HTTP function needs besides its own dependencies. */
export interface ApiDependencies {
  readonly claimNames: ClaimNames;
  readonly log: Log;
}

const NOBODY: Caller = { department: '', officer: '', roles: [] };

/** Strong ETags are the quoted version number. */
export const etag = (version: number): string => `"${version}"`;

const versionOf = (ifMatch: string | undefined): number | undefined => {
  const version = /^"([1-9]\d{0,8})"$/.exec(ifMatch?.trim() ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
};

/** Ids are digests of ours; what is none names nothing, and would be no key of a table. */
const ID = /^[\w-]{22}$/;

/** True of a text that has the form of our ids. */
export const isId = (text: string): boolean => ID.test(text);

/** What is wrong with a request's path and headers. */
const refusalOf = (contract: Operation, { pathParameters, headers }: ApiEvent): Failure | undefined => {
  const given = Object.entries(pathParameters ?? {}).filter(([name]) => !contract.names?.includes(name));
  if (!given.every(([, id]) => id === undefined || isId(id))) return { kind: 'not-found' };
  if (contract.ifMatch && versionOf(headers['if-match']) === undefined) return { kind: 'precondition-required' };
  const key = headers['idempotency-key'];
  if (!contract.idempotencyKey || key === undefined || IDEMPOTENCY_KEY.test(key)) return undefined;
  const expected = {
    zh: 'Idempotency-Key 为 1 至 200 个可见字符',
    en: 'an Idempotency-Key of 1 to 200 visible characters',
  };
  return { kind: 'invalid-value', parameters: { expected } };
};

const paramsOf = ({ pathParameters }: ApiEvent): Readonly<Record<string, string>> =>
  Object.fromEntries(
    // A gateway may say null as well as nothing.
    Object.entries(pathParameters ?? {}).flatMap(([name, given]) => (given === undefined ? [] : [[name, given]])),
  );

const outcomeOf = (given: Answer): string | number => {
  if ('refused' in given) return given.refused[0].kind;
  return 'file' in given ? given.file.type : given.status;
};

/**
 * The house chain around a handler: caller and role, media type, size, JSON, contract; one log line for the outcome.
 * The handler gets a parsed request and answers with a value or a refusal.
 */
export const api = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: ApiDependencies,
  handle: (request: ApiRequest<z.output<Body>, z.output<Query>>) => Promise<Answer>,
) => {
  const answerTo = async (event: ApiEvent & Partial<Prepared>): Promise<Answer> => {
    const refusal = refusalOf(contract, event);
    if (refusal !== undefined) return refuse(refusal);
    const query = parseInput(contract.query, event.queryStringParameters ?? {});
    if (!query.ok) return { refused: query.failure };
    const body = parseInput(contract.body, event.json);
    if (!body.ok) return { refused: body.failure };
    const params = paramsOf(event);
    return handle({
      body: body.value,
      query: query.value,
      id: params['id'] ?? '',
      params,
      caller: event.caller ?? NOBODY,
      language: preferredLanguage(event.headers['accept-language']),
      accept: event.headers['accept'],
      ifMatch: versionOf(event.headers['if-match']) ?? 0,
      idempotencyKey: event.headers['idempotency-key'],
      requestId: event.requestContext.requestId,
    });
  };

  return middy<ApiEvent & Partial<Prepared>, ApiResult>()
    .use([answerFaults(contract, deps.log), identifyCaller(contract, deps.claimNames), readJsonBody(contract)])
    .handler(async (event) => {
      const given = await answerTo(event);
      const { requestId } = event.requestContext;
      const outcome = outcomeOf(given);
      const heads = headsTold(contract, given);
      deps.log.info(messages.requestAnswered, {
        operation: contract.id,
        requestId,
        outcome,
        ...(heads.length > 0 && { heads }),
        department: event.caller?.department,
      });
      return respond(contract, given, { language: preferredLanguage(event.headers['accept-language']), requestId });
    });
};
