import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpReader, Unreadable, verifyDisclosure } from '../../site/verify.mjs';
import { json, publicKey } from './digests.ts';
import { type Files, publish } from './publication.ts';
import { folderOf, STEPS } from './sample.ts';

const command = new URL('../../site/verify.mjs', import.meta.url).pathname;
const run = (...args: string[]) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) =>
    execFile(process.execPath, [command, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    ),
  );

/** Serves files as a bucket does: what is not there is `absent`, be it 404 or, without the right to list, 403. */
async function site(files: Files, { absent = 404, onRead = (_path: string) => {} } = {}): Promise<string> {
  let open = 0;
  const most = { open: 0 };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/open/', '');
    most.open = Math.max(most.open, ++open);
    onRead(path);
    const bytes = files.get(path);
    setImmediate(() => {
      open--;
      response.writeHead(bytes ? 200 : absent).end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    expect(most.open).toBeLessThanOrEqual(8);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/open`;
}

const verifySite = async (base: string) => {
  const reader = httpReader(base);
  onTestFinished(reader.close);
  return verifyDisclosure(reader);
};

describe('the command', () => {
  it('says that all holds, in English and Chinese, with exit code 0', async () => {
    const { code, stdout } = await run(folderOf(publish(STEPS)), '--key', publicKey, '--at', '2026-12-01T00:00:00Z');
    expect(stdout).toContain('4 entries (administrative-licence 2, administrative-penalty 2)');
    expect(stdout).toContain('as of 2026-12-01');
    expect(stdout).toMatch(/All of it holds\.\n结论：.*一致。\n$/);
    expect(code).toBe(0);
  });

  it('says what does not hold, with exit code 1, and writes it to a report', async () => {
    const root = folderOf(publish(STEPS, { entries: (entries) => entries.slice(1) }));
    const { code, stdout } = await run(root, '--report', join(root, 'report.txt'), '--from-version', '3');
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ content-digest: bulk\/5\.json\n {4}expected .+\n {4}found/);
    expect(stdout).toMatch(/结论：发现 \d+ 处不符/);
    expect(JSON.parse(readFileSync(join(root, 'report.txt'), 'utf8'))).toMatchObject({
      ok: false,
      summary: { fromVersion: 3 },
    });
  });

  it('prints JSON where asked', async () => {
    const { code, stdout } = await run(await site(publish(STEPS)), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, findings: [], summary: { version: 5, allLookupFiles: true } });
    expect(code).toBe(0);
  });

  it.each([
    ['a folder that is not there', '/nowhere'],
    ['a site that is not there', 'http://127.0.0.1:1/'],
    ['no base'],
    ['an unknown flag', '.', '--force'],
    ['a key of another length', '.', '--key', 'AAAA'],
    ['an instant that is none', '.', '--at', 'tomorrow'],
    ['a version that is none', '.', '--from-version', '0'],
  ])('ends with exit code 2 given %s', async (_, ...args) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toContain('Could not check');
    expect(stderr).toContain('结论：未能读取，核验未完成。');
    expect(code).toBe(2);
  });
});

describe('a live site', () => {
  it.each([403, 404])('passes where %i is the answer for a file that is not there', async (absent) => {
    const result = await verifySite(await site(publish(STEPS), { absent }));
    expect(result).toMatchObject({ ok: true, summary: { entries: 4, allFiles: false, allLookupFiles: true } });
  });

  it('with a forgotten look-up file or bulk list is found out, though nothing can be listed', async () => {
    const files = publish(STEPS)
      .set('by-subject/00.json', json({ entries: [] }))
      .set('bulk/2.json', json({}));
    const { findings } = await verifySite(await site(files));
    expect(findings.map(({ check, where }) => `${check} ${where}`)).toEqual([
      'beside by-subject/00.json',
      'beside bulk/2.json',
    ]);
  });

  it('that publishes meanwhile is not judged', async () => {
    const files = publish(STEPS.slice(0, 4));
    const onRead = (path: string) => {
      if (path === 'withdrawn.json') files.set('latest.json', publish(STEPS).get('latest.json') ?? Buffer.alloc(0));
    };
    await expect(verifySite(await site(files, { onRead }))).rejects.toThrow(Unreadable);
  });

  it('that claims versions without end is given up with its findings', async () => {
    const latest = { version: 1_000_000_000, manifest: 'v/1000000000/manifest.json', sha256: '0'.repeat(64) };
    const files = new Map([['latest.json', json({ ...latest, projectedAt: '2026-11-02T16:00:00.000Z' })]]);
    const { ok, findings } = await verifyDisclosure({ read: async (path) => files.get(path) ?? null });
    expect([ok, findings.length]).toEqual([false, 10_000]);
  });

  it.each([500, 302])('that answers %i is not judged', async (absent) => {
    await expect(verifySite(await site(publish(STEPS), { absent }))).rejects.toThrow(`status ${absent}`);
  });
});
