import type { Failure, Failures } from '../kernel/failure.ts';
import type { Language } from '../kernel/language.ts';
import type { ApiResult } from './event.ts';
import type { Operation } from './operation.ts';
import { toProblem } from './problem-response.ts';

/** A file as an answer: its bytes, its media type, and the name under which it is saved (ASCII). */
export interface File {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
  /** In which it is, where the caller asked for another than the answer's. */
  readonly language?: Language;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler answers: a value under one of the operation's statuses, a file, or a refusal. */
export type Answer =
  | { readonly status: number; readonly value: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly file: File }
  | { readonly refused: Failures };

/** Answers with a value; it passes through the schema that the operation declares for the status. */
export const answer = (status: number, value: unknown, headers?: Readonly<Record<string, string>>): Answer => ({
  status,
  value,
  ...(headers && { headers }),
});

/** Answers with a file, of a media type that the operation declares for status 200. */
export const file = (given: File): Answer => ({ file: given });

/** Answers with a refusal. */
export const refuse = (...failures: [Failure, ...Failure[]]): Answer => ({ refused: failures });

/** Seconds after which a busy service may be asked again: longer than DynamoDB needs to split a hot partition's burst. */
const RETRY_AFTER_SECONDS = 5;

const headersFor = (contentType: string, language: Language, requestId: string): Record<string, string> => ({
  'content-type': contentType,
  'content-language': language,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
  'x-request-id': requestId,
});

/** Turns an answer into the gateway's format; success and problem alike get the same security headers. */
export const respond = (
  contract: Operation,
  given: Answer,
  reader: { readonly language: Language; readonly requestId: string },
): ApiResult => {
  if ('refused' in given) {
    const problem = toProblem(given.refused, reader.language);
    return {
      statusCode: problem.status,
      headers: {
        ...headersFor('application/problem+json', reader.language, reader.requestId),
        ...(problem.status === 503 && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
      },
      body: JSON.stringify(problem),
    };
  }
  if ('file' in given) {
    const { bytes, type, name, headers, language = reader.language } = given.file;
    if (!contract.answers[200]?.files?.includes(type)) throw new Error(`${contract.id} declares no file ${type}`);
    return {
      statusCode: 200,
      headers: {
        ...headersFor(type, language, reader.requestId),
        'content-disposition': `attachment; filename="${name}"`,
        ...headers,
      },
      body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
      isBase64Encoded: true,
    };
  }
  const declared = contract.answers[given.status];
  if (declared === undefined) throw new Error(`${contract.id} declares no answer ${given.status}`);
  return {
    statusCode: given.status,
    headers: { ...headersFor('application/json', reader.language, reader.requestId), ...given.headers },
    body: JSON.stringify(declared.schema.parse(given.value)),
  };
};
