import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { toInstant } from '../../shared/kernel/beijing-time.ts';
import type { Notification } from '../../shared/notifications/notification.ts';

/** The secret `webhook-keys`, with a ring of the versions named: the last one is the current one. */
export const webhookKeysSecret = (...versions: readonly string[]): string => {
  const names = versions.length > 0 ? versions : ['1'];
  const keys = Object.fromEntries(names.map((name) => [name, Buffer.alloc(32, Number(name) + 200).toString('base64')]));
  return JSON.stringify({ current: names.at(-1), keys });
};

/** A request as a receiver got it. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

/** How a receiver answers. */
export type Answering = (received: Received, response: ServerResponse) => void;

export const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answering =>
  (_, response) =>
    void response.writeHead(status, headers).end('{}');

/** A department's own system on this machine: it keeps what it gets, and answers as it is told. */
export const startReceiver = async (first: Answering = answering(204)) => {
  const received: Received[] = [];
  let answer = first;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), path: request.url ?? '' };
      received.push(one);
      answer(one, response);
    });
    response.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answers: (next: Answering) => {
      answer = next;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** A notification of a version of something. */
export const noticeOf = (
  recipient: string,
  about: string,
  version = 1,
  at = '2026-11-10T02:00:00.000Z',
): Notification => ({
  id: digestId(`${recipient}|${about}|${version}`),
  recipient,
  type: 'record.corrected',
  about: digestId(about),
  version,
  kind: 'administrative-penalty',
  department: 'tax',
  at: toInstant(Date.parse(at) + version),
});
