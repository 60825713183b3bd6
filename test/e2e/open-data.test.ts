import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { licence, penalty } from '../builders/submissions.ts';
import { clientOf, officer } from './client.ts';
import { startTarget, type Target } from './target.ts';

const CLIENT = join(import.meta.dirname, '../../site/client/bin.mjs');

const FIRST_DAY = new Date('2026-11-10T02:00:00.000Z');
const NEXT_DAY = new Date('2026-11-11T02:00:00.000Z');
const reporter = officer('market-regulation');
const second = officer('market-regulation', 'officer-2');

let target: Target;
let api: ReturnType<typeof clientOf>;
let folder: string;
let now = FIRST_DAY;

beforeAll(async () => {
  target = await startTarget(FIRST_DAY);
  api = clientOf(target);
  folder = mkdtempSync(join(tmpdir(), 'joint-credit-copy-'));
});
afterAll(async () => {
  await target?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const publish = async (reason: 'daily' | 'additions' = 'additions') => {
  await target.idle();
  await target.firePublication(reason);
  await target.idle();
};

const bytesOf = async (path: string): Promise<Buffer> => {
  const response = await fetch(`${target.publicUrl}/${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  return Buffer.from(await response.arrayBuffer());
};

/** Runs the client as its documentation says, in a process of its own. */
const bringUpToDate = () =>
  new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [CLIENT, target.publicUrl, folder, '--quiet', '--now', now.toISOString()]);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });

const linesOf = (path: string) =>
  readFileSync(join(folder, path), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** The document numbers of all entries in the copy. */
const copied = (): string[] =>
  readdirSync(join(folder, 'entries'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ndjson'))
    .flatMap((path) => linesOf(join('entries', path)))
    .map(({ fields }) => fields.documentNumber)
    .sort();

interface Part {
  readonly ndjson: { readonly path: string };
  readonly csv: { readonly path: string };
  readonly parquet: { readonly path: string };
}

const parts = async (): Promise<readonly Part[]> => {
  const { version } = (await api.published('latest.json')).body;
  return (await api.published(`bulk/${version}.json`)).body.parts;
};

/** Cells of a CSV, of which none here holds a separator or a quote inside. */
const csvRows = (text: string): string[][] =>
  text
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));

describe('open data', () => {
  let id: string;

  it('says the same rows as NDJSON, CSV and Parquet', async () => {
    const posted = await api.call(reporter, 'POST', '/records', { body: penalty() });
    id = posted.body.id;
    await api.call(reporter, 'POST', '/records', { body: licence() });
    await publish();
    const all = await parts();
    expect(all).toHaveLength(2);
    for (const { ndjson, csv, parquet } of all) {
      const lines = gunzipSync(await bytesOf(ndjson.path))
        .toString()
        .split('\n')
        .slice(0, -1);
      const entries = lines.map((line) => JSON.parse(line));
      const rows = await parquetReadObjects({
        file: new Uint8Array(await bytesOf(parquet.path)).buffer,
        compressors: { ZSTD: (page) => zstdDecompressSync(page) },
      });
      const told = rows.map(({ version, publicId, ...fields }) => ({
        publicId,
        version: Number(version),
        fields: Object.fromEntries(
          Object.entries(fields)
            .filter(([, value]) => value !== null && value !== undefined)
            .map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value])
            .map(([name, value]) => [name, value instanceof Date ? value.toISOString().slice(0, 10) : value]),
        ),
      }));
      expect(told).toEqual(entries.map(({ salt: _, ...entry }) => entry));
      const cells = csvRows(gunzipSync(await bytesOf(csv.path)).toString());
      expect(cells.map(([publicId]) => publicId?.replace(/^'/, ''))).toEqual(entries.map(({ publicId }) => publicId));
      for (const [at, { fields }] of entries.entries()) expect(cells[at]).toContain(fields.documentNumber);
    }
  });

  it('is copied by the client, which needs none of our code', async () => {
    expect(await bringUpToDate()).toEqual({ code: 0, stderr: '' });
    expect(copied()).toEqual(['庄市监罚〔2026〕101号', '庄市监许〔2026〕201号'].sort());
  });

  it('loses in the copy what the public loses, and says so', async () => {
    const end = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '认定事实不清' };
    const headers = (version: number) => ({ 'if-match': `"${version}"` });
    await api.call(reporter, 'POST', `/records/${id}/withdrawal`, { headers: headers(1), body: end });
    const confirmed = await api.call(second, 'POST', `/records/${id}/withdrawal/confirmation`, {
      headers: headers(2),
      body: { confirmed: true },
    });
    expect(confirmed.body.state).toBe('ended');
    await target.idle();
    expect(await bringUpToDate()).toEqual({ code: 0, stderr: '' });
    expect(copied()).toEqual(['庄市监许〔2026〕201号']);
    expect(linesOf('removed.ndjson')).toMatchObject([{ reason: 'left' }]);
  });

  it('has a net delta of the day once it is over, which the client follows and a stranger adds up', async () => {
    now = NEXT_DAY;
    await target.setClock(NEXT_DAY);
    await publish('daily');
    await target.fireSchedule('fold-deltas');
    await target.idle();
    const { days, windows } = (await api.published('deltas.json')).body;
    expect(days).toMatchObject([{ day: '2026-11-10', from: 0, rows: 1 }]);
    expect(windows.map(({ window }: { window: string }) => window)).toEqual(['P1D', 'P7D', 'P31D']);
    expect(await bringUpToDate()).toEqual({ code: 0, stderr: '' });
    const reader = httpReader(target.publicUrl);
    const result = await verifyDisclosure(reader);
    reader.close();
    expect(result.findings).toEqual([]);
  });

  it('is told of by feeds that name nobody', async () => {
    const feed = (await api.published('feed.json')).body;
    const { version } = (await api.published('latest.json')).body;
    expect(feed.items).toHaveLength(version);
    expect(JSON.stringify(feed)).not.toContain('庄河示例');
    expect((await bytesOf('feed.atom')).toString()).toContain(feed.items[0].id);
  });

  it('is described beside it, and the client lies there for npx', async () => {
    const typeOf = async (path: string) => (await fetch(`${target.publicUrl}/${path}`)).headers.get('content-type');
    expect(await typeOf('catalog.jsonld')).toBe('application/ld+json');
    expect(await typeOf('client/joint-credit-copy.tgz')).toBe('application/gzip');
    expect(await typeOf('feed.atom')).toBe('application/atom+xml');
    const { schemas } = (await api.published('schema/index.json')).body;
    for (const { path } of schemas) expect(JSON.parse((await bytesOf(path)).toString())).toHaveProperty('$schema');
    const packed = gunzipSync(await bytesOf('client/joint-credit-copy.tgz'));
    expect(packed.includes(readFileSync(CLIENT))).toBe(true);
  });

  it('is deleted by the client when its time is over, though nobody can be asked', async () => {
    now = new Date('2031-11-03T16:00:00.000Z');
    await target.stop();
    expect((await bringUpToDate()).code).toBe(2);
    expect(existsSync(join(folder, 'entries'))).toBe(true);
    expect(copied()).toEqual([]);
  });
});
