import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Checkpoint, openCheckpoint, openNote, verifyConsistency } from './tlog-reader.mjs';

/** Written from C2SP tlog-witness, signed-note and tlog-cosignature alone, for tests. */

type Answer = { status: number; body?: string; type?: string };
/** What a witness does otherwise than it should. */
export type Fault = (right: Answer, request: string) => Answer | 'never';

const rawOf = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
const keyIdOf = (name: string, raw: Buffer): Buffer =>
  createHash('sha256').update(`${name}\n`).update(Buffer.of(4)).update(raw).digest().subarray(0, 4);

/** A key that signs checkpoints as a witness does. */
export const cosigner = (name: string) => {
  const key = createPrivateKey(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const raw = rawOf(key);
  const id = keyIdOf(name, raw);
  return {
    vkey: `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.of(4), raw]).toString('base64')}`,
    line: (text: string, time = 1_794_000_000n): string => {
      const stamp = Buffer.alloc(8);
      stamp.writeBigUInt64BE(time);
      const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), key);
      return `— ${name} ${Buffer.concat([id, stamp, signature]).toString('base64')}\n`;
    },
  };
};

/** Starts a witness of the logs whose keys are named; `state` is what it keeps of each, by origin. */
export const startWitness = async (name: string, logKeys: () => Promise<string[]>, fault: Fault = (right) => right) => {
  const { vkey, line } = cosigner(name);
  const state = new Map<string, Checkpoint>();
  const asked: string[] = [];

  const answerTo = async (body: string): Promise<Answer> => {
    const [head = '', ...rest] = body.split('\n\n');
    const [old = '', ...proofLines] = head.split('\n');
    const note = Buffer.from(rest.join('\n\n'));
    const oldSize = Number(/^old (0|[1-9]\d*)$/.exec(old)?.[1]);
    const { text } = openNote(note);
    const origin = text.split('\n')[0] ?? '';
    const known = (await logKeys()).find((key) => key.startsWith(`${origin}+`));
    if (known === undefined) return { status: 404 };
    const checkpoint = ((): Checkpoint | undefined => {
      try {
        return openCheckpoint(note, known);
      } catch {
        return undefined;
      }
    })();
    if (checkpoint === undefined) return { status: 403 };
    if (Number.isNaN(oldSize) || oldSize > checkpoint.size || proofLines.length > 63) return { status: 400 };
    const latest = state.get(origin);
    if (oldSize !== (latest?.size ?? 0))
      return { status: 409, body: `${latest?.size ?? 0}\n`, type: 'text/x.tlog.size' };
    const proof = proofLines.map((one) => Buffer.from(one, 'base64'));
    const claim = { first: oldSize, firstHash: latest?.root ?? Buffer.alloc(0) };
    const holds = verifyConsistency({ ...claim, second: checkpoint.size, secondHash: checkpoint.root }, proof);
    if (!holds) return { status: 422 };
    state.set(origin, checkpoint);
    return { status: 200, body: line(text) };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString();
      asked.push(`${request.method} ${request.url} ${body.split('\n')[0]}`);
      const answer = fault(await answerTo(body), body);
      if (answer === 'never') return;
      response.writeHead(answer.status, { 'content-type': answer.type ?? 'text/plain' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(stop);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/w`;
  return { name, vkey, url, configured: `${vkey} ${url}`, state, asked, stop };
};
