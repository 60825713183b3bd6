import { createServer } from 'node:http';
import { close, listen } from '../../infra/local/loopback-server.ts';
import type { RunningDeployment } from './deployment.ts';

export type Deployments = {
  readonly url: string;
  keepLogs(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Gives every file of the suite a deployment that nothing else has written to, as the local stack does: each request is
 * answered with a new one.
 */
export const serveDeployments = async (start: (number: number) => Promise<RunningDeployment>): Promise<Deployments> => {
  const running: RunningDeployment[] = [];
  let asked = 0;
  const server = createServer(async (_, response) => {
    try {
      asked += 1;
      const deployment = await start(asked);
      running.push(deployment);
      response.end(JSON.stringify(deployment));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  const url = await listen(server, 0);
  return {
    url,
    keepLogs: async () => {
      await Promise.all(running.map((deployment) => deployment.keepLogs()));
    },
    stop: async () => {
      await close(server);
      await Promise.all(running.map((deployment) => deployment.stop()));
    },
  };
};
