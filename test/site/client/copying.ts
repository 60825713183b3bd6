import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bytesIn, type City } from '../../shared/disclosure/support/publisher.ts';

const CLIENT = join(import.meta.dirname, '../../../site/client/bin.mjs');
const KILL_AT = pathToFileURL(join(import.meta.dirname, 'kill-at.mjs')).href;

/** Files of a site, base64 by path. */
export type SiteFiles = Readonly<Record<string, string>>;

/** What the site of a town holds now. */
export const siteOf = (town: City): Promise<SiteFiles> => bytesIn(town.deps.disclosure);

/** What is answered instead of the file at a path. */
type Answer = (path: string) => { status: number; location?: string } | undefined;

/** Serves whatever files it is given; answers 403 for what is not there, as S3 does. */
export const startSite = async () => {
  let files: SiteFiles = {};
  let answer: Answer = () => undefined;
  const asked: string[] = [];
  const server = createServer(({ url = '/' }, response) => {
    const path = url.slice(1);
    asked.push(path);
    const [file, other] = [files[path], answer(path)];
    if (other !== undefined)
      response.writeHead(other.status, other.location === undefined ? {} : { location: other.location }).end();
    else if (file === undefined) response.writeHead(403).end();
    else response.end(Buffer.from(file, 'base64'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    serve: (next: SiteFiles, otherwise: Answer = () => undefined) => {
      files = next;
      answer = otherwise;
      asked.length = 0;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
};

/** A folder for a copy, and the client that keeps it. */
export const copyIn = (site: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'joint-credit-copy-'));
  const pathOf = (path: string) => join(folder, path);
  const linesOf = (path: string): Record<string, unknown>[] =>
    existsSync(pathOf(path))
      ? readFileSync(pathOf(path), 'utf8')
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line))
      : [];
  const entryFiles = (): string[] =>
    existsSync(pathOf('entries'))
      ? readdirSync(pathOf('entries'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ndjson'))
      : [];
  return {
    folder,
    pathOf,
    linesOf,
    /** `at` is the machine's clock; `killAt` the change of the folder at which the process dies. */
    run: (at: string, given: { args?: readonly string[]; killAt?: number } = {}) =>
      new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
        const { args = [], killAt } = given;
        const preload = killAt === undefined ? [] : ['--import', KILL_AT];
        const child = spawn(process.execPath, [...preload, CLIENT, site, folder, '--quiet', '--now', at, ...args], {
          env: { ...process.env, KILL_AT: String(killAt ?? 0) },
        });
        let [stdout, stderr] = ['', ''];
        child.stdout.on('data', (chunk) => {
          stdout += chunk;
        });
        child.stderr.on('data', (chunk) => {
          stderr += chunk;
        });
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, stdout, stderr }));
      }),
    /** Ids and versions of all entries that the copy shows. */
    shown: (): string[] =>
      entryFiles()
        .flatMap((path) => linesOf(join('entries', path)))
        .map(({ publicId, version }) => `${publicId} ${version}`)
        .sort(),
    removed: (): string[] => linesOf('removed.ndjson').map(({ publicId, reason }) => `${publicId} ${reason}`),
    /** Every text that lies in the folder, whatever it is called. */
    everything: (): string =>
      readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((item) => item.isFile())
        .map((item) => readFileSync(join(item.parentPath, item.name), 'utf8'))
        .join('\n'),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};
