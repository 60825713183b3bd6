import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamoDb } from '../../../infra/local/engines/dynamodb.ts';
import { type Head, headStore } from '../../../shared/disclosure/head-store.ts';
import type { Home } from './mortal-stack.ts';
import { bucketOnDisk, contentOf } from './public-copy.ts';

const TABLE_FILES = ['tables.db', 'tables.db-wal', 'tables.db-shm'];

/** The publication's head in the tables as they were left, read from a copy: nothing else runs on it. */
const headIn = async ({ state, temporary }: Home, table: string): Promise<Head | undefined> => {
  const copy = mkdtempSync(join(temporary, 'tables-'));
  for (const file of TABLE_FILES) if (existsSync(join(state, file))) cpSync(join(state, file), join(copy, file));
  const engine = await startDynamoDb({ path: join(copy, 'tables.db'), readUpTo: [], lost: () => undefined });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: engine.url, region: 'us-east-1', credentials });
  try {
    return await headStore(DynamoDBDocumentClient.from(client), table).read();
  } finally {
    client.destroy();
    await engine.stop();
    rmSync(copy, { recursive: true });
  }
};

/** What a killed stack left behind: the version that is decided, and the public copy as it lies. */
export const leftBehind = async (at: Home, names: { readonly table: string; readonly bucket: string }) => {
  const files = bucketOnDisk(at.state, names.bucket);
  const paths = await files.list();
  const latest = await files.read('latest.json');
  return {
    head: await headIn(at, names.table),
    files,
    /** Versions of which a manifest lies there. */
    versions: paths.flatMap((path) => /^v\/(\d+)\/manifest\.json$/.exec(path)?.[1] ?? []).map(Number),
    latest: latest === null ? 0 : (JSON.parse(String(latest)) as { version: number }).version,
    content: await contentOf(files),
  };
};
