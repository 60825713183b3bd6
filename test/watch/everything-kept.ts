import { gunzipSync, inflateRawSync, zstdDecompressSync } from 'node:zlib';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import type { Service } from '../../infra/local/engines/engines.ts';
import { readVersion } from '../../shared/crypto/any-version.ts';
import { DICTIONARIES } from '../../shared/retention/dictionaries.ts';
import { readPdf } from '../shared/documents/read-pdf.ts';
import { PLACE } from './engine-call.ts';

/** A text that is kept or was said, and where. */
export type Place = { readonly where: string; readonly text: string };

const credentials = { accessKeyId: PLACE.account, secretAccessKey: 'none' };
/** Queues are their region's: in another there are none. */
const { region } = PLACE;
const PAR1 = 'PAR1';
const compressors = { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) };

const json = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '';

/** Every text that somebody could read out of these bytes, unpacked as far as it can be. */
export const textsIn = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const buffer = Buffer.from(bytes);
  const here = [buffer.toString(), new TextDecoder('gb18030').decode(buffer), buffer.toString('utf16le')];
  if (buffer[0] === 0x1f && buffer[1] === 0x8b) return [...here, ...(await textsIn(gunzipSync(buffer)))];
  const start = buffer.subarray(0, 4).toString('latin1');
  if (start === PAR1) {
    const file = buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
    return [...here, json(await parquetReadObjects({ file, compressors }))];
  }
  if (start === '%PDF') return [...here, readPdf(buffer).text];
  if (start !== 'PK\u0003\u0004') return here;
  const inside = await Promise.all(
    Object.entries(unzipSync(buffer)).map(async ([name, data]) => [name, ...(await textsIn(data))]),
  );
  return [...here, ...inside.flat()];
};

const attempt = (read: () => string): readonly string[] => {
  try {
    return [read()];
  } catch {
    return [];
  }
};

/** What a binary attribute holds: a version of a head, whatever its dictionary, or an asking that is deflated alone. */
const packedTexts = async (bytes: Uint8Array): Promise<readonly string[]> => [
  ...(await textsIn(bytes)),
  ...attempt(() => json(readVersion(DICTIONARIES, bytes).image)),
  ...attempt(() => inflateRawSync(bytes).toString()),
];

const leaves = async (value: unknown, path: string): Promise<readonly Place[]> => {
  if (value instanceof Uint8Array) return (await packedTexts(value)).map((text) => ({ where: path, text }));
  if (value instanceof Set) return leaves([...value], path);
  if (Array.isArray(value)) return (await Promise.all(value.map((one) => leaves(one, `${path}[]`)))).flat();
  if (typeof value !== 'object' || value === null) return [{ where: path, text: String(value) }];
  const inner = Object.entries(value).map(async ([name, one]) => [
    { where: `${path} (name of an attribute)`, text: name },
    ...(await leaves(one, `${path}.${name}`)),
  ]);
  return (await Promise.all(inner)).flat();
};

/** What an item is: its entity, else what its partition begins with. */
const sortOf = ({ entity, pk }: Record<string, unknown>): string => String(entity ?? /^[^#]*/.exec(String(pk))?.[0]);

const tables = async (endpoint: string): Promise<readonly Place[]> => {
  const plainClient = new DynamoDBClient({ endpoint, region, credentials });
  const client = DynamoDBDocumentClient.from(plainClient);
  const { TableNames = [] } = await plainClient.send(new ListTablesCommand({}));
  const found: Place[] = [];
  for (const TableName of TableNames) {
    const called = TableName.includes('Register') ? 'register' : 'derived';
    for await (const { Items = [] } of paginateScan({ client }, { TableName }))
      for (const item of Items) found.push(...(await leaves(item, `table ${called} ${sortOf(item)}`)));
  }
  client.destroy();
  return found;
};

const objects = async (endpoint: string): Promise<readonly Place[]> => {
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  const found: Place[] = [];
  for (const { Name: Bucket = '' } of Buckets) {
    const called = /(disclosure|staging|exchange|files|imports|ledger)/.exec(Bucket)?.[1] ?? Bucket;
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
      for (const { Key = '' } of Contents) {
        found.push({ where: `key in bucket ${called}`, text: Key });
        const { Body, Metadata, ContentDisposition } = await client.send(new GetObjectCommand({ Bucket, Key }));
        const where = `bucket ${called} ${Key}`;
        found.push({ where: `${where} (its headers)`, text: json([Metadata, ContentDisposition]) });
        const bytes = await Body?.transformToByteArray();
        for (const text of bytes === undefined ? [] : await textsIn(bytes)) found.push({ where, text });
      }
    }
  }
  client.destroy();
  return found;
};

/** What still lies in a queue; what was taken out of it was seen when it was sent. */
const messages = async (endpoint: string): Promise<readonly Place[]> => {
  const client = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  if (QueueUrls.length === 0) throw new Error('no queue was found');
  const found: Place[] = [];
  for (const QueueUrl of QueueUrls) {
    for (;;) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) break;
      const where = `queue ${QueueUrl.split('/').at(-1)}`;
      found.push(...Messages.map((message) => ({ where, text: json(message) })));
    }
  }
  client.destroy();
  return found;
};

/** All that is in the tables, the buckets and the queues. */
export const everythingKept = async (endpoints: Readonly<Record<Service, string>>): Promise<readonly Place[]> =>
  (await Promise.all([tables(endpoints.dynamodb), objects(endpoints.s3), messages(endpoints.sqs)])).flat();
