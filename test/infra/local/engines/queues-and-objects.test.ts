import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, it } from 'vitest';
import { startQueuesAndObjects } from '../../../../infra/local/engines/queues-and-objects.ts';

const accepts = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const answer = (accepted: boolean) => () => {
      socket.destroy();
      resolve(accepted);
    };
    socket.on('connect', answer(true)).on('error', answer(false)).on('timeout', answer(false));
  });

it('is reached on the loopback address and on no other of this machine', async () => {
  const engine = await startQueuesAndObjects({ region: 'us-east-1', lost: () => {} });
  const port = Number(new URL(engine.url).port);
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  try {
    expect(await accepts('127.0.0.1', port)).toBe(true);
    // The second loopback address stands in for a network card on machines without one.
    for (const { address } of [...others, { address: '127.0.0.2' }]) expect(await accepts(address, port)).toBe(false);
  } finally {
    await engine.stop();
  }
});
