import { createServer as createTls } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTcp } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type OutboundPost, postOut } from '../../../shared/http/outbound-post.ts';
import { isPublicAddress } from '../../../shared/http/public-address.ts';
import { certificate } from '../../builders/certificate.ts';
import { answering, type Received, startReceiver } from '../../builders/webhooks.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
};

const receiver = async (answer = answering(204)) => {
  const started = await startReceiver(answer);
  stops.push(started.stop);
  return started;
};

const nameless = async (): Promise<readonly string[]> => {
  throw new Error('a name was asked for');
};
const post = (url: string, timeoutMs = 5_000): OutboundPost => ({
  url,
  headers: { 'content-type': 'application/json', 'webhook-id': 'm' },
  body: '{"zh":"通知"}',
  timeoutMs,
});
const here = postOut({ network: 'this-machine', resolve: nameless });
const outside = (...addresses: readonly string[]) => postOut({ network: 'public', resolve: async () => addresses });

describe('a post', () => {
  it('brings its body and headers and is answered with the status alone', async () => {
    const { url, received } = await receiver(answering(202, { 'retry-after': '7' }));
    expect(await here(post(`${url}?a=1`))).toEqual({ status: 202, retryAfter: '7' });
    const [{ headers, body, path }] = received as [Received];
    expect({ body, path, id: headers['webhook-id'], length: headers['content-length'] }).toEqual({
      body: '{"zh":"通知"}',
      path: '/hook?a=1',
      id: 'm',
      length: String(Buffer.byteLength('{"zh":"通知"}')),
    });
  });

  it('follows no redirect: where it leads is asked nothing', async () => {
    const target = await receiver();
    const { url } = await receiver(answering(302, { location: target.url }));
    expect(await here(post(url))).toMatchObject({ status: 302 });
    expect(target.received).toEqual([]);
  });

  it('is not kept by an answer that drips, nor filled by one that does not end', async () => {
    const drips = await receiver((_, response) => void response.writeHead(200).write('a'));
    expect(await here(post(drips.url))).toMatchObject({ status: 200 });
    const floods = await receiver((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) {}
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await here(post(floods.url))).toMatchObject({ status: 200 });
  });

  it('ends in its time when the receiver takes the connection and says nothing, or a header at a time', async () => {
    const silent = await listen(createTcp((socket) => void socket.on('error', () => undefined).resume()));
    expect(await here(post(`http://127.0.0.1:${silent}/`, 200))).toEqual({ failed: 'timed-out' });
    const slow = createTcp((socket) => {
      socket.on('error', () => undefined).write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => void socket.write('x: y\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await here(post(`http://127.0.0.1:${await listen(slow)}/`, 200))).toEqual({ failed: 'timed-out' });
  });

  it('that is refused, cut off or answered with nonsense failed by the receiver', async () => {
    const { url, stop } = await startReceiver();
    await stop();
    expect(await here(post(url))).toEqual({ failed: 'refused-connection' });
    const cuts = await listen(createTcp((socket) => void socket.on('error', () => undefined).destroy()));
    expect(await here(post(`http://127.0.0.1:${cuts}/`))).toEqual({ failed: 'refused-connection' });
    const talks = await listen(
      createTcp(
        (socket) =>
          void socket
            .on('error', () => undefined)
            .resume()
            .end('hello\r\n\r\n'),
      ),
    );
    expect(await here(post(`http://127.0.0.1:${talks}/`))).toEqual({ failed: 'refused-connection' });
  });

  it('ends in its time whatever it is told instead of an answer: to wait for ever, to speak otherwise, or headers without end', async () => {
    const says = (first: string, again?: string) =>
      createTcp((socket) => {
        socket.on('error', () => undefined).resume();
        socket.write(first);
        const more = again === undefined ? undefined : setInterval(() => void socket.write(again), 5);
        socket.on('close', () => clearInterval(more));
      });
    const ask = async (server: Server) => here(post(`http://127.0.0.1:${await listen(server)}/`, 500));
    const waits = 'HTTP/1.1 102 Processing\r\n\r\n';
    expect(await ask(says(waits, waits))).toEqual({ failed: 'timed-out' });
    const otherwise = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n';
    expect(await ask(says(otherwise))).toHaveProperty('failed');
    const endless = `x: ${'y'.repeat(8_000)}\r\n`;
    expect(await ask(says(`HTTP/1.1 200 OK\r\n${endless}`, endless))).toEqual({ failed: 'refused-connection' });
  });

  it('ends in its time when a name is not answered', async () => {
    const never = postOut({ network: 'public', resolve: () => new Promise(() => undefined) });
    expect(await never(post('https://slow.example/', 100))).toEqual({ failed: 'timed-out' });
  });
});

describe('over TLS', () => {
  const serve = async (name: string) => {
    const { key, cert } = certificate(name);
    const hosts: (string | undefined)[] = [];
    const server = createTls({ key, cert }, (request, response) => {
      hosts.push(request.headers.host);
      request.resume().on('end', () => void response.writeHead(200).end());
    });
    return { port: await listen(server), hosts, cert };
  };

  it('the connection goes to the address that was looked at, with the name in the certificate and Host', async () => {
    const { port, hosts, cert } = await serve('hooks.example.test');
    const asked: string[] = [];
    const resolve = async (name: string) => {
      asked.push(name);
      return ['127.0.0.1'];
    };
    const send = postOut({ network: 'this-machine', resolve, ca: cert });
    expect(await send(post(`https://hooks.example.test:${port}/`))).toMatchObject({ status: 200 });
    expect(hosts).toEqual([`hooks.example.test:${port}`]);
    // Once: a name that answers otherwise the second time is not asked a second time.
    expect(asked).toEqual(['hooks.example.test']);
  });

  it("another's certificate, or one of nobody known, is the receiver's fault", async () => {
    const { port, cert } = await serve('hooks.example.test');
    const resolve = async () => ['127.0.0.1'];
    const trusting = postOut({ network: 'this-machine', resolve, ca: cert });
    expect(await trusting(post(`https://other.example.test:${port}/`))).toEqual({ failed: 'certificate' });
    const usual = postOut({ network: 'this-machine', resolve });
    expect(await usual(post(`https://hooks.example.test:${port}/`))).toEqual({ failed: 'certificate' });
  });
});

describe('an address', () => {
  it('that is not public is not reached, by number or by name, nor if it is one of several', async () => {
    const { url, received } = await receiver();
    const { port } = new URL(url);
    const inside = ['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', 'fd00:ec2::254', '::ffff:127.0.0.1'];
    for (const address of inside) {
      expect(await outside(address)(post(`https://inside.example:${port}/`)), address).toEqual({
        failed: 'address-not-public',
      });
      const literal = address.includes(':') ? `[${address}]` : address;
      expect(await outside()(post(`https://${literal}:${port}/`)), address).toEqual({ failed: 'address-not-public' });
    }
    const mixed = outside('93.184.215.14', '127.0.0.1');
    expect(await mixed(post(`https://both.example:${port}/`))).toEqual({ failed: 'address-not-public' });
    expect(await outside()(post('https://nowhere.example/'))).toEqual({ failed: 'name-not-found' });
    expect(await outside('93.184.215.14')(post(`http://plain.example:${port}/`))).toEqual({
      failed: 'address-not-public',
    });
    // However it is spelt: all of these are 127.0.0.1.
    for (const host of ['2130706433', '0x7f.1', '0177.0.0.1', '127.1']) {
      expect(await outside()(post(`https://${host}:${port}/`)), host).toEqual({ failed: 'address-not-public' });
    }
    expect(received).toEqual([]);
  });

  it('is public or it is not', () => {
    const not =
      '0.0.0.0 10.0.0.1 100.64.0.1 100.100.100.200 127.8.8.8 168.63.129.16 169.254.0.1 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:8.8.8.8 ::8.8.8.8 64:ff9b::7f00:1 100::1 2001::1 2001:db8::1 2002:7f00:1::1 3fff::1 fc00::1 fd12::1 fe80::1 fe80::1%eth0 2400:3200::1%eth0 fec0::1 ff02::1 localhost 8.8.8';
    expect(not.split(' ').filter(isPublicAddress)).toEqual([]);
    const are =
      '8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.255.255 223.5.5.5 2400:3200::1 2606:4700::1111 240e::1';
    expect(are.split(' ').filter((address) => !isPublicAddress(address))).toEqual([]);
  });

  it('of this machine is reached only where that was switched on, and no other private one with it', async () => {
    for (const address of ['10.0.0.1', '192.168.0.1', '169.254.169.254']) {
      expect(await here(post(`https://${address}/`)), address).toEqual({ failed: 'address-not-public' });
    }
  });
});
