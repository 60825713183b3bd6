import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Service, startEngines } from '../../infra/local/engines/engines.ts';
import { close, listen } from '../../infra/local/loopback-server.ts';
import type { EngineCall } from './engine-call.ts';

/** Sees every call before the engine does; a reason that it returns is why the call is denied, as IAM would. It may let a call wait. */
export type Watch = (call: EngineCall) => string | undefined | Promise<string | undefined>;

const VARIABLES: Readonly<Record<Service, string>> = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  sqs: 'AWS_ENDPOINT_URL_SQS',
  s3: 'AWS_ENDPOINT_URL_S3',
  secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
};
const SERVICES: readonly Service[] = ['dynamodb', 'sqs', 's3', 'secretsmanager'];

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** The name that the SDK writes into its own: AWS_SDK_UA_APP_ID. */
const callerOf = ({ headers }: IncomingMessage): string | undefined =>
  / app\/(\S+)/.exec(` ${headers['x-amz-user-agent'] ?? ''} ${headers['user-agent'] ?? ''}`)?.[1];

const deny = (response: ServerResponse, service: Service, reason: string): void => {
  if (service === 's3') {
    response.writeHead(403, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>AccessDenied</Code><Message>${reason}</Message></Error>`);
    return;
  }
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: 'AccessDeniedException', message: reason }));
};

const openDoor = async (service: Service, engineUrl: string, watch: Watch) => {
  const { hostname, port } = new URL(engineUrl);
  const agent = new Agent({ keepAlive: true });
  const server = createServer(async (message, response) => {
    const { method = 'GET', url: path = '/', headers } = message;
    const body = await bodyOf(message);
    const denied = await watch({ caller: callerOf(message), service, method, path, headers, body });
    if (denied !== undefined) return deny(response, service, denied);
    const passedOn = request({ hostname, port, method, path, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passedOn.on('error', () => response.destroy());
    passedOn.end(body);
  });
  server.keepAliveTimeout = 75_000;
  const url = await listen(server, 0);
  const stop = async () => {
    await close(server, 0);
    agent.destroy();
  };
  return { url, stop };
};

/** Real engines, each behind a door at which every call is seen; `environment` names the doors to a local stack. */
export const startWatchedEngines = async (watch: Watch, given: NodeJS.ProcessEnv = {}) => {
  const directory = await mkdtemp(join(tmpdir(), 'watched-engines-'));
  const clockOffset = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const engines = await startEngines({
    directory,
    keep: false,
    readUpTo: [],
    given,
    clockOffset,
    lost: (reason) => {
      throw new Error(reason);
    },
  });
  const doors = await Promise.all(SERVICES.map((service) => openDoor(service, engines.of[service].url, watch)));
  return {
    environment: {
      ...given,
      ...Object.fromEntries(SERVICES.map((service, at) => [VARIABLES[service], doors[at]?.url ?? ''])),
    },
    allowOrigins: engines.allowOrigins,
    /** What functions sign is judged by their own clock. */
    setClock: (instant: Date): void => {
      new Float64Array(clockOffset)[0] = instant.getTime() - Date.now();
    },
    stop: async () => {
      for (const { stop } of doors) await stop();
      await engines.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
