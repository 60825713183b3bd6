import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startQueuesAndObjects } from '../../../../infra/local/engines/queues-and-objects.ts';
import type { RunningEngine } from '../../../../infra/local/engines/running-engine.ts';

let folder: string;
let engine: RunningEngine | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interrupted-'));
});
afterAll(async () => {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('starts on what a process left that was killed before it had made its tables', async () => {
  const kept = { dataDirectory: join(folder, 'queues'), objectDirectory: join(folder, 'objects') };
  mkdirSync(kept.dataDirectory);
  const begun = new DatabaseSync(join(kept.dataDirectory, 'fauxqs.db'));
  begun.exec('PRAGMA journal_mode = WAL');
  begun.close();
  engine = await startQueuesAndObjects({ region: 'us-east-1', kept, lost: () => undefined });
  expect(engine.url).toMatch(/^http:/);
});

it('puts a new file in the place of an old one as a whole, so that a kill leaves the one or the other', async () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new S3Client({ endpoint: engine?.url ?? '', region: 'us-east-1', credentials, forcePathStyle: true });
  const object = { Bucket: 'copy', Key: 'by-subject/ab.json' };
  const objects = join(folder, 'objects', 'buckets', 'copy', 'objects', 'by-subject');
  const found = () => readdirSync(objects).map((name) => ({ name, inode: statSync(join(objects, name)).ino }));
  await client.send(new CreateBucketCommand({ Bucket: 'copy' }));
  await client.send(new PutObjectCommand({ ...object, Body: 'the old content' }));
  const before = found();
  await client.send(new PutObjectCommand({ ...object, Body: 'the new content' }));
  expect(found()).toHaveLength(2);
  for (const { name, inode } of before) expect(found()).not.toContainEqual({ name, inode });
  expect(readFileSync(join(objects, 'ab.json.data'), 'utf8')).toBe('the new content');
  client.destroy();
});
