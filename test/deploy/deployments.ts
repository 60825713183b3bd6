import { createServer, type IncomingMessage } from 'node:http';
import { close, listen } from '../../infra/local/loopback-server.ts';
import type { RunningDeployment } from './deployment.ts';

export type Deployments = {
  readonly url: string;
  stop(): Promise<void>;
};

const NONE = { status: 404, body: '' };

/**
 * Gives every file of the suite a deployment that nothing else has written to, as the local stack does: each POST is
 * answered with a new one, and a DELETE of its `path` ends it, so that those whose files are done are in nobody's way.
 */
export const serveDeployments = async (start: (number: number) => Promise<RunningDeployment>): Promise<Deployments> => {
  const running = new Map<string, RunningDeployment>();
  const ends: Promise<void>[] = [];
  let asked = 0;
  const begin = async () => {
    asked += 1;
    const path = `/${asked}`;
    const deployment = await start(asked);
    running.set(path, deployment);
    return { status: 200, body: JSON.stringify({ ...deployment, path }) };
  };
  const end = (path: string) => {
    const deployment = running.get(path);
    if (deployment === undefined) return NONE;
    running.delete(path);
    ends.push(deployment.stop());
    return { status: 202, body: '' };
  };
  const answerTo = async ({ method, url = '/' }: IncomingMessage) => {
    if (method === 'POST') return begin();
    return method === 'DELETE' ? end(url) : NONE;
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await answerTo(request).catch((error: unknown) => ({
      status: 500,
      body: error instanceof Error ? error.message : String(error),
    }));
    response.writeHead(status).end(body);
  });
  const url = await listen(server, 0);
  return {
    url,
    stop: async () => {
      await close(server);
      for (const path of running.keys()) end(path);
      await Promise.all(ends);
    },
  };
};
