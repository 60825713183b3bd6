import { createServer } from 'node:http';
import { join } from 'node:path';
import { createIssuer } from '../../infra/local/issuer.ts';
import { close, listen } from '../../infra/local/loopback-server.ts';

/** Whoever reads the key's file can sign for this issuer. */
export type ServedIssuer = { readonly url: string; readonly audience: string; readonly keyPath: string };

const AUDIENCE = 'joint-credit';

/** Serves an issuer of tokens for one run; its key lies in the given folder. */
export const serveIssuer = async (folder: string): Promise<ServedIssuer & { stop(): Promise<void> }> => {
  const keyPath = join(folder, 'issuer-key.json');
  let documents: Record<string, unknown> = {};
  const server = createServer((request, response) => {
    const document = documents[request.url ?? ''];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  const url = await listen(server, 0);
  ({ documents } = await issuerOf({ url, audience: AUDIENCE, keyPath }));
  return { url, audience: AUDIENCE, keyPath, stop: () => close(server) };
};

/** Signs with the served key. The emulated gateway checks a token's times by the machine's own clock, whatever the functions' is. */
export const issuerOf = async ({ url, audience, keyPath }: ServedIssuer) => {
  const { documents, token } = await createIssuer({ url, keyPath, now: () => new Date() });
  return {
    documents,
    token: (claims: Record<string, unknown>, lifetimeSeconds?: number) =>
      token({ aud: audience, ...claims }, lifetimeSeconds),
  };
};
