import * as z from 'zod';
import { parquetTable } from '../open-data/parquet.ts';
import type { PublicColumn } from '../open-data/public-column.ts';
import type { Codec } from './codec.ts';
import { csvTable } from './csv.ts';
import { PublicEntry } from './entry.ts';
import { mediaTypes, type PartExtension, paths } from './files.ts';
import { StoredCount, StoredSha256 } from './stored.ts';

const PartFile = z.strictObject({ path: z.string(), mediaType: z.string(), bytes: StoredCount, sha256: StoredSha256 });

const Part = z.strictObject({
  group: z.string(),
  kind: z.string(),
  rows: z.int().min(1),
  ndjson: PartFile,
  csv: PartFile,
  csvBom: PartFile,
  /** Parts made before there was Parquet have none until they are written again. */
  parquet: PartFile.optional(),
});
/** The entries of one group, in four files. */
export type Part = Readonly<z.infer<typeof Part>>;

/** bulk/<n>.json */
export const BulkList = z.strictObject({ version: z.int().min(1), parts: z.array(Part) });
export type BulkList = z.infer<typeof BulkList>;

/** The paths of a part's files. */
export const filesOf = ({ ndjson, csv, csvBom, parquet }: Part): readonly string[] =>
  [ndjson, csv, csvBom, ...(parquet ? [parquet] : [])].map(({ path }) => path);

/** The kind of all entries of a group. */
export const kindOf = (group: string): string => group.slice(0, group.indexOf('/'));

/** Parts by group name. */
export const byGroup = (a: Part, b: Part): number => (a.group < b.group ? -1 : 1);

export interface PartDeps {
  readonly codec: Pick<Codec, 'gzip' | 'marked' | 'gunzip' | 'sha256' | 'zstd'>;
  /** The columns of a kind's tables. */
  readonly columnsOf: (kind: string) => readonly PublicColumn[];
}

/** Makes the files of a group from its sorted entries, at least one. */
export const makePart = async (
  { codec, columnsOf }: PartDeps,
  group: string,
  entries: readonly PublicEntry[],
): Promise<{ part: Part; files: readonly { path: string; body: Uint8Array }[] }> => {
  const kind = kindOf(group);
  const columns = columnsOf(kind);
  const table = csvTable(entries, columns);
  const named = (body: Uint8Array, extension: PartExtension, mediaType: string) => {
    const sha256 = codec.sha256(body);
    return { file: { path: paths.part(sha256, extension), mediaType, bytes: body.length, sha256 }, body };
  };
  const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  const ndjson = named(await codec.gzip(text), 'ndjson.gz', mediaTypes.ndjson);
  const csv = named(await codec.gzip(table), 'csv.gz', mediaTypes.csv);
  const csvBom = named(codec.marked(csv.body, table), 'bom.csv.gz', mediaTypes.csv);
  const parquet = named(parquetTable(entries, columns, codec.zstd), 'parquet', mediaTypes.parquet);
  const files = { ndjson: ndjson.file, csv: csv.file, csvBom: csvBom.file, parquet: parquet.file };
  const part = { group, kind, rows: entries.length, ...files };
  return { part, files: [ndjson, csv, csvBom, parquet].map(({ file, body }) => ({ path: file.path, body })) };
};

/** Reads the entries of a part; undefined if its bytes are not those that the list names. */
export const readPart = async (
  codec: PartDeps['codec'],
  { ndjson }: Part,
  bytes: Uint8Array | undefined,
): Promise<readonly PublicEntry[] | undefined> => {
  if (bytes === undefined || codec.sha256(bytes) !== ndjson.sha256) return undefined;
  const lines = new TextDecoder()
    .decode(await codec.gunzip(bytes))
    .split('\n')
    .slice(0, -1);
  return lines.map((line) => PublicEntry.parse(JSON.parse(line)));
};
