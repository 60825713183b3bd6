import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { clientOf, expectProblem, officer, type Reply } from '../e2e/client.ts';
import { inboxOf } from './support/inbox.ts';
import { type Home, home } from './support/mortal-stack.ts';
import { startOnNarrowDisk } from './support/narrow-disk.ts';
import { posting } from './support/postings.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { startWholeStack, type WholeStack } from './support/whole-stack.ts';

const NOW = new Date('2026-11-10T02:00:00.000Z');
const REPORTER = officer('market-regulation');
/** Enough for some dozens of records. */
const LEFT_BYTES = 400_000;
const MOST_POSTINGS = 400;
/** Of the postings, every sixth from the third on is a public penalty. */
const publicPosting = (at: number) => posting(6 * at + 3);

let folder: Home;
let disk: Awaited<ReturnType<typeof startOnNarrowDisk>>;
let stack: WholeStack;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
  folder = home();
  mkdirSync(folder.state, { recursive: true });
  disk = await startOnNarrowDisk(folder.temporary);
  stack = await startWholeStack(folder, {
    now: NOW,
    memory: true,
    retrySeconds: 1,
    environment: { AWS_ENDPOINT_URL_DYNAMODB: disk.url },
  });
  api = clientOf(stack);
});
afterAll(async () => {
  await stack?.stop();
  await disk?.stop();
  folder?.remove();
});

const ids: string[] = [];
let refused = 0;
const post = (at: number): Promise<Reply> =>
  api.call(REPORTER, 'POST', '/records', { body: publicPosting(at).submission });
const correct = (id: string, version: number): Promise<Reply> => {
  const body = { reason: '金额录入有误', content: { fineFen: 2_000_000 - version } };
  return api.call(REPORTER, 'POST', `/records/${id}/corrections`, { body, headers: { 'if-match': `"${version}"` } });
};
const largestFile = (): number =>
  Math.max(...readdirSync(folder.temporary).map((name) => statSync(join(folder.temporary, name)).size));

describe('a table engine that runs out of space', () => {
  it('has every write refused as busy, whole, while all that is there can be read', async () => {
    for (let at = 0; at < 5; at += 1) {
      const { status, body } = await post(at);
      expect(status).toBe(201);
      ids.push(body.id);
    }
    await stack.idle();
    disk.limit(largestFile() + LEFT_BYTES);
    for (let at = ids.length; at < MOST_POSTINGS && refused < 5; at += 1) {
      const reply = await post(ids.length);
      if (reply.status === 201 || reply.status === 200) {
        ids.push(reply.body.id);
        continue;
      }
      expectProblem(reply, 503, 'service-busy');
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
      refused += 1;
    }
    expect(refused).toBe(5);
    expectProblem(await correct(ids[0] ?? '', 1), 503, 'service-busy');
    const list = [publicPosting(0).submission, publicPosting(ids.length + 1).submission];
    const { outcomes } = (await api.call(REPORTER, 'POST', '/records', { body: list })).body;
    expect(outcomes?.map(({ outcome }: { outcome: string }) => outcome) ?? ['refused']).toContain('refused');
    for (const id of ids) {
      const { status, body } = await api.call(REPORTER, 'GET', `/records/${id}`);
      expect({ status, version: body.version }).toEqual({ status: 200, version: 1 });
    }
  });

  it('goes on when there is space again, with nothing half done, lost or doubled', async () => {
    disk.free();
    for (const at of [ids.length, ids.length + 1]) {
      const { status, body } = await post(at);
      expect([200, 201]).toContain(status);
      ids[at] = body.id;
    }
    expect((await correct(ids[0] ?? '', 1)).status).toBe(200);
    await stack.idle();
    const heads = (await stack.itemsOf('RegisterTable')).filter(({ entity }) => entity === 'record');
    expect(heads.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const heard = (await inboxOf(api, 'credit-office')).map(({ type, subject }) => `${type.slice(20)} ${subject}`);
    expect(heard.sort()).toEqual([...ids.map((id) => `posted ${id}`), `corrected ${ids[0]}`].sort());
    await stack.run('publish-additions');
    await stack.run('publish-daily');
    const reader = httpReader(stack.publicUrl);
    const numbers = ids.map((_, at) => publicPosting(at).documentNumber);
    expect(numbersOf(await entriesOf(reader))).toEqual(numbers.sort());
    expect(await verifyDisclosure(reader)).toMatchObject({ ok: true, findings: [] });
    reader.close();
    expect((await stack.command('audit.ts')).code).toBe(0);
    expect((await stack.command('rederive.ts', '--dry-run')).stdout).toMatch(/缺失 missing +(0 [^,]*, )*0 [^,]*$/m);
  });
});
