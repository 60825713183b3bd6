import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { laySite } from '../../functions/schedule/handlers/lay-site.ts';
import { sha256Hex } from '../../shared/crypto/digests.ts';
import { type Bucket, objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { LAID_PATH } from '../../shared/site/lay-down.ts';
import { LINES_MARK } from '../../shared/site/site-lines.ts';
import { type Engines, names, startEngines } from '../engines.ts';

let engines: Engines;
let client: S3Client;
let bucket: Bucket;
beforeAll(async () => {
  engines = await startEngines();
  client = new S3Client({ forcePathStyle: true });
  bucket = objectBucket(client, names.disclosureBucket);
});
beforeEach(() => engines.emptyBuckets());
afterAll(() => engines?.stop());

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = async (path: string) => {
  const found = await bucket.get(path);
  return found && new TextDecoder().decode(found);
};
const NOON = Date.parse('2026-11-23T04:00:00.000Z');
const MINUTE = 60_000;

type Given = {
  files: Readonly<Record<string, string>>;
  icp?: string;
  at?: number;
  through?: Pick<Bucket, 'get' | 'put' | 'delete'>;
};

/** One run of the function with this build; answers what it logged. */
const lay = async ({ files, icp, at = NOON, through = bucket }: Given) => {
  const logged: unknown[] = [];
  const log = { info: (_: string, fields?: unknown) => void logged.push(fields), warn: () => {}, error: () => {} };
  const given = Object.entries(files).map(([path, text]) => ({ path, body: bytes(text) }));
  await laySite({
    files: async () => given,
    lines: () => ({ name: { zh: '信用办', en: 'Credit Office' }, ...(icp !== undefined && { icp }) }),
    bucket: through,
    sha256: sha256Hex,
    now: () => at,
    log,
  })();
  return logged;
};

const SITE = {
  'index.html': `<footer>${LINES_MARK}</footer>`,
  '404.html': 'nothing here',
  'assets/site.css': 'body{}',
  'assets/chart-AAAAAAAA.js': 'chart',
};

describe('the site', () => {
  it('is laid down with its lines, its types and its times in caches', async () => {
    expect(await lay({ files: SITE, icp: '辽ICP备12345678号' })).toEqual([{ written: 5, deleted: 0 }]);
    expect(await textOf('index.html')).toContain('辽ICP备12345678号');
    expect(JSON.parse((await textOf('assets/site-config.json')) ?? '')).toMatchObject({
      icp: { text: '辽ICP备12345678号' },
    });
    const { ContentType, CacheControl } = await client.send(
      new GetObjectCommand({ Bucket: names.disclosureBucket, Key: 'assets/chart-AAAAAAAA.js' }),
    );
    expect([ContentType, CacheControl]).toEqual(['text/javascript; charset=utf-8', 'max-age=31536000, immutable']);
  });

  it('is left alone when it is there, and laid down again when a line of it changed', async () => {
    await lay({ files: SITE });
    expect(await lay({ files: SITE })).toEqual([]);
    expect(await lay({ files: SITE, icp: '辽ICP备1234567号' })).toEqual([{ written: 5, deleted: 0 }]);
  });

  it('keeps what builds before had until no cached page asks for it, and then deletes that and nothing else', async () => {
    await bucket.put('latest.json', bytes('{}'));
    await bucket.put('v/1/manifest.json', bytes('{}'));
    await lay({ files: SITE });
    const { 'assets/chart-AAAAAAAA.js': _, ...rest } = SITE;
    const next = { ...rest, 'assets/chart-BBBBBBBB.js': 'chart 2' };
    await lay({ files: next, at: NOON + MINUTE });
    expect(await lay({ files: next, at: NOON + 5 * MINUTE })).toEqual([]);
    expect(await textOf('assets/chart-AAAAAAAA.js')).toBe('chart');
    expect(await lay({ files: next, at: NOON + 11 * MINUTE })).toEqual([{ written: 0, deleted: 1 }]);
    expect(await textOf('assets/chart-AAAAAAAA.js')).toBeUndefined();
    expect(await textOf('assets/chart-BBBBBBBB.js')).toBe('chart 2');
    expect([await textOf('latest.json'), await textOf('v/1/manifest.json')]).toEqual(['{}', '{}']);
    expect(await lay({ files: next, at: NOON + 20 * MINUTE })).toEqual([]);
  });

  it('keeps a file that went and came back', async () => {
    await lay({ files: SITE });
    await lay({ files: { 'index.html': 'short' }, at: NOON + MINUTE });
    await lay({ files: SITE, at: NOON + 2 * MINUTE });
    await lay({ files: SITE, at: NOON + 30 * MINUTE });
    expect(await textOf('assets/site.css')).toBe('body{}');
  });

  it('is laid down to the end by the next run when one was killed in the middle', async () => {
    await lay({ files: SITE });
    const next = { ...SITE, 'index.html': 'new', 'assets/site.css': 'new' };
    const put: Bucket['put'] = (path, body, served) =>
      path === 'index.html' ? Promise.reject(new Error('killed')) : bucket.put(path, body, served);
    await expect(lay({ files: next, through: { ...bucket, put } })).rejects.toThrow('killed');
    expect([await textOf('assets/site.css'), await textOf('index.html')]).toEqual([
      'new',
      expect.stringContaining('信用办'),
    ]);
    expect(await lay({ files: next })).toEqual([{ written: 5, deleted: 0 }]);
    expect(await textOf('index.html')).toBe('new');
  });

  it('never lies among what is published, whatever the build holds or its own note says', async () => {
    await expect(lay({ files: { 'latest.json': '{}' } })).rejects.toThrow('latest.json is no place');
    await expect(lay({ files: { 'assets/site-config.json': '{}' } })).rejects.toThrow('no place');
    await lay({ files: SITE });
    await bucket.put('latest.json', bytes('{}'));
    const laid = JSON.parse((await textOf(LAID_PATH)) ?? '');
    await bucket.put(LAID_PATH, bytes(JSON.stringify({ ...laid, obsolete: ['latest.json', 'assets/site.css'] })));
    expect(await lay({ files: SITE, at: NOON + 20 * MINUTE })).toEqual([{ written: 0, deleted: 1 }]);
    expect(await textOf('latest.json')).toBe('{}');
  });

  it('is laid down anew where its note cannot be read', async () => {
    await bucket.put(LAID_PATH, bytes('{"build":1}'));
    expect(await lay({ files: SITE })).toEqual([{ written: 5, deleted: 0 }]);
    expect(await lay({ files: {} })).toEqual([{ written: 1, deleted: 0 }]);
  });
});
