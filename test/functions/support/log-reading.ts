import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../shared/aws/clients.ts';
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import { monthOf } from '../../../shared/disclosure/versions.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import { names } from '../../engines.ts';
import { type City, pathsIn } from '../../shared/disclosure/support/publisher.ts';
import { leafHashOf, openCheckpoint, tileClient } from '../../site/tlog-reader.mjs';

type Bucket = City['deps']['disclosure'];

const read = async (bucket: Bucket, path: string): Promise<Buffer | null> => {
  const bytes = await bucket.get(path);
  return bytes === undefined ? null : Buffer.from(bytes);
};

/** The verifier keys of the log that keys.json names, the newest first. */
export const logKeysOf = async (bucket: Bucket): Promise<string[]> =>
  JSON.parse(String(await read(bucket, 'keys.json'))).log;

/**
 * The log as a reader of the public specifications finds it, who knows nothing of this project: its head, checked under its key, and its
 * entries, each of which is the leaf at its place.
 */
export const readLog = async (bucket: Bucket, cosigners: string[] = []) => {
  const note = (await read(bucket, 'log/checkpoint')) ?? Buffer.alloc(0);
  const [vkey = ''] = await logKeysOf(bucket);
  const head = openCheckpoint(note, vkey, cosigners);
  const client = tileClient((path) => read(bucket, `log/${path}`), head.size);
  if (!(await client.root()).equals(head.root)) throw new Error('the tiles are not those of the checkpoint');
  const entries = await client.entries();
  for (const [i, entry] of entries.entries()) {
    if (!leafHashOf(entry).equals(await client.leaf(i))) throw new Error(`entry ${i} is not its leaf`);
  }
  return { ...head, client, note: String(note), entries: entries.map(String) };
};

/** Makes a publication look as one from before there were members and a log. */
export const withoutProofs = async (town: City): Promise<void> => {
  const old = (await pathsIn(town.deps.disclosure)).filter((path) => /^(log|members)\//.test(path));
  await town.deps.disclosure.delete(old);
  await documentClient().send(
    new UpdateCommand({
      TableName: names.derivedTable,
      Key: { pk: 'PUBLICATION', sk: 'HEAD' },
      UpdateExpression: 'REMOVE #log, membersSha256',
      ExpressionAttributeNames: { '#log': 'log' },
    }),
  );
};

export const textOf = async (town: City, path: string): Promise<string> =>
  String(await read(town.deps.disclosure, path));

/**
 * Makes the one version of a publication the last of so many: their lists and the head say so, their other files were never there. Answers
 * the rows of the lists.
 */
export const pretendVersions = async (town: City, versions: number) => {
  const putJson = (path: string, value: unknown) => town.deps.disclosure.put(path, Buffer.from(JSON.stringify(value)));
  const start = Date.parse('2026-01-01T00:00:00.000Z');
  const rows = Array.from({ length: versions }, (_, i) => ({
    version: i + 1,
    manifest: `v/${i + 1}/manifest.json`,
    sha256: nodeCodec.sha256(`the manifest of version ${i + 1}`),
    publishedAt: toInstant(start + i * 43_200_000),
  }));
  const months = Map.groupBy(rows.slice(0, -100), monthOf);
  for (const [month, some] of months) await putJson(`versions/${month}.json`, { versions: some.toReversed() });
  await putJson('versions.json', { versions: rows.slice(-100).reverse(), months: [...months.keys()] });
  await documentClient().send(
    new UpdateCommand({
      TableName: names.derivedTable,
      Key: { pk: 'PUBLICATION', sk: 'HEAD' },
      UpdateExpression: 'SET version = :version, manifestSha256 = :sha256',
      ExpressionAttributeValues: { ':version': versions, ':sha256': rows.at(-1)?.sha256 },
    }),
  );
  return rows;
};

/** Makes the head know of one leaf less than the log has. */
export const setLogBack = async (town: City): Promise<void> => {
  const { log } = (await town.deps.heads.read()) ?? {};
  await documentClient().send(
    new UpdateCommand({
      TableName: names.derivedTable,
      Key: { pk: 'PUBLICATION', sk: 'HEAD' },
      UpdateExpression: 'SET #log = :log',
      ExpressionAttributeNames: { '#log': 'log' },
      ExpressionAttributeValues: { ':log': log && { ...log, size: log.size - 1 } },
    }),
  );
};
