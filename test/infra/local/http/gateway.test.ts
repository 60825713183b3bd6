import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { FunctionPool } from '../../../../infra/local/function-pool.ts';
import type { ApiDefinition } from '../../../../infra/local/http/api-definition.ts';
import { createGateway } from '../../../../infra/local/http/gateway.ts';
import { close, listen } from '../../../../infra/local/loopback-server.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await close(server);
});

const setup = async (
  api: Partial<ApiDefinition> & { timeoutMilliseconds?: number },
  answer: () => Promise<unknown>,
) => {
  const pool = {
    definition: { arn: 'arn:slow' },
    invoke: async () => ({ ok: true, payload: JSON.stringify(await answer()), requestId: 'r' }),
  } as unknown as FunctionPool;
  const route = {
    key: 'GET /',
    functionArn: 'arn:slow',
    timeoutMilliseconds: api.timeoutMilliseconds ?? 1000,
    jwt: undefined,
    scopes: [],
  };
  const gateway = createGateway({
    api: { id: 'api', routes: [route], throttle: undefined, ...api },
    pools: [pool],
    accountId: '000000000000',
    now: () => new Date(),
    issuerOf: (issuer) => issuer,
  });
  const server = createServer(async (message, response) => {
    const { status, headers, body } = await gateway(message);
    response.writeHead(status, headers).end(body);
  });
  servers.push(server);
  const url = await listen(server, 0);
  return async (path = '/') => {
    const response = await fetch(`${url}${path}`);
    return [response.status, await response.text()];
  };
};

describe('the gateway', () => {
  it('answers 503 itself when a function takes longer than the integration may', async () => {
    const get = await setup({ timeoutMilliseconds: 20 }, () => pause(5_000, {}, { ref: false }));
    expect(await get()).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it('answers 429 itself once the limits of the stage are reached', async () => {
    const get = await setup({ throttle: { rate: 0.001, burst: 2 } }, async () => 'ok');
    const statuses = [await get(), await get(), await get()].map(([status]) => status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('throttles no request that leads nowhere, and none without limits', async () => {
    const get = await setup({ throttle: { rate: 0.001, burst: 1 } }, async () => 'ok');
    expect([await get('/nowhere'), await get('/nowhere')].map(([status]) => status)).toEqual([404, 404]);
    expect(await get()).toEqual([200, 'ok']);
    const free = await setup({}, async () => 'ok');
    for (let time = 0; time < 20; time += 1) expect((await free())[0]).toBe(200);
  });

  it('is not made for a route whose function is missing', async () => {
    const route = { key: 'GET /', functionArn: 'arn:none', timeoutMilliseconds: 1, jwt: undefined, scopes: [] };
    await expect(setup({ routes: [route] }, async () => 'ok')).rejects.toThrow('GET / leads to no function');
  });
});
