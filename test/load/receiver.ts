import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a receiver got it. */
export interface Received {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

/** A department's own system: it keeps what it is told, and answers 204; now and then 503, as systems do. */
export const startReceiver = async () => {
  const received: Received[] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      asked += 1;
      if (asked % 50 === 0) return void response.writeHead(503).end();
      const header = (name: string) => String(request.headers[`webhook-${name}`] ?? '');
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ id: header('id'), timestamp: header('timestamp'), signature: header('signature'), body });
      response.writeHead(204).end();
    });
    response.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
