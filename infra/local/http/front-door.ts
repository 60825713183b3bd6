import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../log.ts';
import { type Answer, internalError } from './answer.ts';

/** Who answers for which part of the addresses. */
export type Doors = {
  api: (message: IncomingMessage) => Promise<Answer>;
  control: (message: IncomingMessage, path: string) => Promise<Answer>;
  publicCopy: (message: IncomingMessage, target: string) => Promise<Answer>;
};

const CONTROL = '/_local';
const PUBLIC = '/_public';
/** Longer than clients keep a connection, so that it is not closed under a request that is on its way. */
const KEEP_ALIVE_MILLISECONDS = 75_000;

const send = (message: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer) => {
  const bare = status === 204 || status === 304;
  response.writeHead(status, bare ? headers : { ...headers, 'content-length': body.length });
  response.end(message.method === 'HEAD' || bare ? undefined : body);
};

const serve = (log: Log, answer: (message: IncomingMessage) => Promise<Answer>) => {
  const server = createServer(async (message, response) => {
    try {
      send(message, response, await answer(message));
    } catch (error) {
      log({ level: 'ERROR', message: 'request not answered', method: message.method, reason: String(error) });
      if (!response.headersSent) send(message, response, internalError());
    }
  });
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  return server;
};

/** Two servers: the API, with the runner's own addresses beside it, and the public copy at the root as on its own domain. */
export const createFrontDoor = (log: Log, doors: () => Doors | undefined): { main: Server; publicCopy: Server } => {
  const below = (prefix: string, url: string) =>
    url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`);
  const open = () => {
    const opened = doors();
    if (!opened) throw new Error('not ready yet');
    return opened;
  };
  return {
    main: serve(log, async (message) => {
      const { url = '/' } = message;
      const { api, control, publicCopy } = open();
      if (below(CONTROL, url)) return control(message, url.slice(CONTROL.length).split('?')[0] ?? '');
      if (below(PUBLIC, url)) return publicCopy(message, url.slice(PUBLIC.length) || '/');
      return api(message);
    }),
    publicCopy: serve(log, (message) => open().publicCopy(message, message.url ?? '/')),
  };
};
