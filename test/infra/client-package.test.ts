import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOpenData } from '../../infra/build-open-data.ts';

const ROOT = join(import.meta.dirname, '../..');

/** npm's own start, on a machine that others use too. */
const NPM_MS = 300_000;

let out: string;
let server: Server;
let address: string;

/** A registry that is there and has nothing: whoever asks it for a package fails. */
const asked: string[] = [];

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'joint-credit-site-'));
  buildOpenData({ root: ROOT, out });
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url === '/client/joint-credit-copy.tgz') response.end(readFileSync(join(out, 'site', url)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(out, { recursive: true, force: true });
});

const npx = (...args: readonly string[]) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const { npm_execpath: _, ...inherited } = process.env;
    const own = {
      npm_config_audit: 'false',
      npm_config_update_notifier: 'false',
      npm_config_registry: `${address}/registry/`,
      npm_config_cache: join(out, 'npm'),
      npm_config_userconfig: join(out, 'npmrc'),
    };
    const child = spawn('npx', ['--yes', ...args], { env: { ...inherited, ...own }, cwd: out });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

describe('the client as it is served', () => {
  it('runs by npx from its address, and asks no registry for anything', { timeout: NPM_MS }, async () => {
    const helped = await npx(`${address}/client/joint-credit-copy.tgz`, '--help');
    expect(helped).toMatchObject({ code: 0, stdout: expect.stringContaining('joint-credit-copy <site> <folder>') });
    const nothing = await npx(`${address}/client/joint-credit-copy.tgz`, address, join(out, 'copy'));
    expect(nothing).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no latest.json') });
    expect(asked.filter((url) => url.startsWith('/registry/'))).toEqual([]);
  });

  it('is the same archive whenever it is built', () => {
    const first = readFileSync(join(out, 'site/client/joint-credit-copy.tgz'));
    buildOpenData({ root: ROOT, out });
    expect(readFileSync(join(out, 'site/client/joint-credit-copy.tgz')).equals(first)).toBe(true);
  });

  it('lies beside its documentation and what describes the data', () => {
    const files = readdirSync(join(out, 'site'), { recursive: true, encoding: 'utf8' });
    for (const file of [
      'client/README.md',
      'catalog.jsonld',
      'data-dictionary.json',
      'terms.json',
      'schema/index.json',
    ]) {
      expect(files).toContain(file);
    }
  });
});
