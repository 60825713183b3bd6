import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Reader } from '../../../site/verify.mjs';

export interface PublicEntry {
  readonly publicId: string;
  readonly version: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

const json = (bytes: Buffer | null): unknown => JSON.parse(bytes === null ? 'null' : String(bytes));

/** The entries of the newest version, as the documented way leads to them: the bulk list and its parts. */
export const entriesOf = async (reader: Reader): Promise<readonly PublicEntry[]> => {
  const latest = json(await reader.read('latest.json')) as { version: number } | null;
  if (latest === null) return [];
  const list = json(await reader.read(`bulk/${latest.version}.json`)) as { parts: { ndjson: { path: string } }[] };
  const parts = await Promise.all(list.parts.map(({ ndjson }) => reader.read(ndjson.path)));
  return parts.flatMap((part) =>
    String(gunzipSync(part ?? Buffer.alloc(0)))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as PublicEntry),
  );
};

/** The document numbers of entries, sorted. */
export const numbersOf = (entries: readonly PublicEntry[]): readonly string[] =>
  entries.map(({ fields }) => String(fields['documentNumber'])).sort();

const META = '.meta.json';

/** Where the local engine keeps the objects of a bucket. */
export const bucketFolder = (state: string, bucket: string): string =>
  join(state, 'objects', 'buckets', bucket, 'objects');

/** A bucket as the stopped engine left it on the disk: what lies there, whoever wrote it. */
export const bucketOnDisk = (state: string, bucket: string): Required<Pick<Reader, 'read' | 'list'>> => {
  const folder = bucketFolder(state, bucket);
  return {
    list: async () =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
            .filter((name) => name.endsWith(META))
            .map((name) => name.slice(0, -META.length))
            // Killed while it deleted, the engine leaves what it knew of an object, but not the object.
            .filter((name) => existsSync(join(folder, `${name}.data`)))
            .sort()
        : [],
    read: async (path) => {
      const file = join(folder, `${path}.data`);
      return existsSync(file) ? readFileSync(file) : null;
    },
  };
};

/** All that can be read in a public copy but for the notices of withdrawals, unpacked. */
export const contentOf = async (reader: Required<Pick<Reader, 'read' | 'list'>>): Promise<string> => {
  const paths = (await reader.list()).filter((path) => path !== 'withdrawn.json');
  const texts = await Promise.all(
    paths.map(async (path) => {
      const bytes = (await reader.read(path)) ?? Buffer.alloc(0);
      return `${path} ${path.endsWith('.gz') ? gunzipSync(bytes) : bytes}`;
    }),
  );
  return texts.join('\n');
};
