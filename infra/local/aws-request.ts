import { createHash, createHmac } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';

/**
 * The runner's own way to an engine: signed (Signature Version 4), so that a real service can take an engine's place, and
 * without the SDK, whose calls cost more processor time than all the rest of a poll.
 */
export type Engine = {
  url: string;
  /** The name in the signature's scope. */
  service: 'dynamodb' | 'sqs' | 's3' | 'secretsmanager';
  region: string;
  credentials: Credentials;
};

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

export type EngineAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** An engine refused; `code` is the service's name for the reason. */
export class EngineError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'EngineError';
    this.code = code;
  }
}

const agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new SecureAgent({ keepAlive: true }) };

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** The key of a day, a region and a service, and what it makes of a text (Signature Version 4). */
export const signatureOf = (
  scope: { day: string; region: string; service: string; secretAccessKey: string },
  text: string,
) => {
  const key = [scope.day, scope.region, scope.service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${scope.secretAccessKey}`,
  );
  return hmac(key, text).toString('hex');
};

const escaped = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const canonicalQuery = ({ searchParams }: URL) =>
  [...searchParams]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');

/** The headers that sign a request; `at` is the machine's time, which a real service compares with its own. */
export const sign = (
  engine: Engine,
  call: { method: string; url: URL; headers: Record<string, string>; body: string | Buffer; at: Date },
) => {
  const { credentials, region, service } = engine;
  const stamp = call.at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = stamp.slice(0, 8);
  const headers: Record<string, string> = {
    ...call.headers,
    host: call.url.host,
    'x-amz-date': stamp,
    ...(service === 's3' && { 'x-amz-content-sha256': sha256(call.body) }),
    ...(credentials.sessionToken && { 'x-amz-security-token': credentials.sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const canonical = [
    call.method,
    call.url.pathname,
    canonicalQuery(call.url),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    signed,
    sha256(call.body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const { secretAccessKey } = credentials;
  const signature = signatureOf(
    { day, region, service, secretAccessKey },
    ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n'),
  );
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
  return { ...headers, authorization };
};

type EngineCall = {
  method: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  signal?: AbortSignal | undefined;
};

/** Sends a signed request and reads the whole answer, whatever its status. */
export const askEngine = (engine: Engine, call: EngineCall): Promise<EngineAnswer> =>
  new Promise((resolve, reject) => {
    const url = new URL(call.path ?? '/', engine.url);
    const { method, headers: given = {}, body = '', signal } = call;
    const headers = sign(engine, { method, url, headers: given, body, at: new Date() });
    const secure = url.protocol === 'https:';
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      {
        method,
        agent: agents[secure ? 'https:' : 'http:'],
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Calls an operation of an AWS JSON protocol, such as `DynamoDB_20120810.CreateTable`. */
export const callEngine = async (
  engine: Engine,
  target: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<unknown> => {
  const version = engine.service === 'secretsmanager' ? '1.1' : '1.0';
  const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target };
  const answer = await askEngine(engine, { method: 'POST', headers, body: JSON.stringify(input), signal });
  const text = answer.body.toString();
  const output: unknown = text === '' ? {} : JSON.parse(text);
  if (answer.status < 300) return output;
  const fault: Record<string, unknown> = typeof output === 'object' && output !== null ? { ...output } : {};
  const type = textOf(fault['__type']) || textOf(fault['code']) || `status ${answer.status}`;
  throw new EngineError(type.split('#').at(-1) ?? type, textOf(fault['message']) || textOf(fault['Message']) || text);
};
