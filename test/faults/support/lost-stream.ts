import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { openCheckpoints } from '../../../infra/local/sources/checkpoints.ts';
import { createStreamReader } from '../../../infra/local/sources/stream-reader.ts';
import type { Home } from './mortal-stack.ts';
import type { WholeStack } from './whole-stack.ts';

const MOST = 1_000;
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** How far the register's stream reaches now, shard by shard. */
export const endOfStream = async ({
  stack,
  dynamodb,
  table,
}: WholeStack): Promise<Readonly<Record<string, string>>> => {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: table('RegisterTable') }));
  const engine = { url: stack.endpoints.dynamodb, service: 'dynamodb' as const, region: stack.region, credentials };
  const reader = createStreamReader(engine, Table?.LatestStreamArn ?? '');
  const ends: Record<string, string> = {};
  for (const { id } of await reader.shards()) {
    for (let at: string | undefined = await reader.iterator(id, undefined); at !== undefined; ) {
      const { records, next } = await reader.read(at, MOST);
      const last = records.at(-1);
      if (last === undefined) break;
      ends[id] = last.dynamodb.SequenceNumber;
      at = next;
    }
  }
  return ends;
};

/** Whoever reads the stream of a stopped stack goes on behind this: what lies before it is lost to all, as after its 24 hours. */
export const forgetStreamUpTo = ({ state }: Home, ends: Readonly<Record<string, string>>): void => {
  const directory = join(state, 'checkpoints');
  const checkpoints = openCheckpoints(directory);
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.json'))) {
    const mapping = file.replace(/\.json$/, '');
    const kept = checkpoints.load(mapping);
    if (kept) checkpoints.save(mapping, { ...kept, shards: { ...kept.shards, ...ends } });
  }
};
