import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import { makePart } from '../../../shared/disclosure/bulk.ts';
import { arranged, type PublicEntry } from '../../../shared/disclosure/entry.ts';
import { PARTS } from '../../../shared/disclosure/files.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { chunks } from '../../../shared/kernel/concurrently.ts';
import { parquetTable } from '../../../shared/open-data/parquet.ts';
import { csvColumns } from '../../../shared/records/csv-columns.ts';
import { standingOf } from '../../../shared/records/public-projection.ts';
import { type Case, counted, type Options, type Row, ratio } from '../report.ts';
import { cpuOf, interleaved } from '../rounds.ts';
import { memoryTown } from '../support/memory-town.ts';
import { TODAY } from '../support/post-function.ts';
import { changed, publicHeads, type StoredHead } from '../support/stored-heads.ts';

const ROWS_A_WRITE = 1_000;
/** A part of the usual size of a town. */
const ROWS_A_PART = 1_000;

const entryOf = ({ record }: StoredHead): PublicEntry => {
  const standing = standingOf(record, record.publicId, beijingDate(TODAY));
  if (standing.state !== 'public') throw new Error(`${record.documentNumber} is not public`);
  return arranged(standing.entry);
};

/** The least that a list of entries costs: stringified, and through one gzip. */
const bare = async (entries: readonly PublicEntry[]): Promise<void> => {
  const gzip = createGzip({ level: 6 });
  gzip.resume();
  for (const some of chunks(entries, ROWS_A_WRITE)) {
    gzip.write(some.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }
  gzip.end();
  await once(gzip, 'end');
};

const parts = async (entries: readonly PublicEntry[]): Promise<void> => {
  for (const some of chunks(entries, ROWS_A_PART)) {
    await makePart({ codec: nodeCodec, columnsOf: csvColumns }, 'administrative-penalty/2029-W10/0', some);
  }
};

/** The files of the parts that count, alone: lines, one gzip member, its digest. */
const ndjson = async (entries: readonly PublicEntry[]): Promise<void> => {
  for (const some of chunks(entries, ROWS_A_PART)) {
    nodeCodec.sha256(await nodeCodec.gzip(some.map((entry) => `${JSON.stringify(entry)}\n`).join('')));
  }
};

/** What the Parquet files add: the same parts' tables alone. */
const parquet = async (entries: readonly PublicEntry[]): Promise<void> => {
  const columns = csvColumns('administrative-penalty');
  for (const some of chunks(entries, ROWS_A_PART)) parquetTable(some, columns, nodeCodec.zstd);
};

/** Bytes of all parts' Parquet files, and of their NDJSON as gzip packs it. */
const sizes = async (entries: readonly PublicEntry[]) => {
  const bytes = { parquet: 0, ndjson: 0 };
  for (const some of chunks(entries, ROWS_A_PART)) {
    const { part } = await makePart(
      { codec: nodeCodec, columnsOf: csvColumns },
      'administrative-penalty/2029-W10/0',
      some,
    );
    bytes.parquet += part.parquet?.bytes ?? 0;
    bytes.ndjson += part.ndjson.bytes;
  }
  return bytes;
};

const row = (measure: string, goal?: number) => ({ case: 'publications', measure, ...(goal && { goal }) });

const fullPublication = async ({ rounds, size }: Options) => {
  const heads = await publicHeads(size.full);
  const entries = heads.map(entryOf);
  return interleaved(rounds, {
    bare: () => cpuOf(1, () => bare(entries)),
    ndjson: () => cpuOf(1, () => ndjson(entries)),
    parts: () => cpuOf(1, () => parts(entries)),
    parquet: () => cpuOf(1, () => parquet(entries)),
    publication: async () => {
      const town = memoryTown();
      town.change(heads);
      const cost = await cpuOf(1, town.publish);
      if (town.entries() !== size.full) throw new Error(`${town.entries()} of ${size.full} entries were published`);
      return cost;
    },
  });
};

/** Of the changes of a day half are new, and of the others three in five end. */
const changesOf = async (live: StoredHead[], count: number): Promise<readonly StoredHead[]> => {
  const added = await publicHeads(count / 2);
  const leaving = live.splice(0, Math.floor(count * 0.3));
  const modified = live.splice(0, count - added.length - leaving.length);
  const by = {
    verb: 'withdraw',
    document: '',
    decidedOn: beijingDate(TODAY),
    reason: '',
    proposedBy: '',
    proposedAt: TODAY,
  } as const;
  const ended = leaving.map((head) =>
    changed(head, { state: 'ended', end: { ...by, confirmedBy: '', endedAt: TODAY } }),
  );
  const corrected = modified.map((head) => changed(head, { content: { ...head.record.content, fineFen: 1 } }));
  live.push(...added, ...corrected);
  return [...added, ...ended, ...corrected];
};

const incremental = async ({ rounds, size }: Options) => {
  const town = memoryTown();
  const live = [...(await publicHeads(size.total))];
  town.change(live);
  await town.publish();
  const costs: number[] = [];
  let files = new Map<string, number>();
  for (let round = 0; round <= rounds; round += 1) {
    town.change(await changesOf(live, size.changes));
    town.writtenFiles();
    const cost = await cpuOf(1, town.publish);
    files = town.writtenFiles();
    if (round > 0) costs.push(cost);
  }
  return { costs, files };
};

const filesWritten = (files: ReadonlyMap<string, number>, changes: number): readonly Row[] => {
  const under = (wanted: (path: string) => boolean) => [...files.keys()].filter(wanted).length;
  const count = (measure: string, value: number) => counted(value, { ...row(measure), unit: '' });
  return [
    count(`files of ${changes} changes: bulk parts, four each`, under((path) => path.startsWith(PARTS)) / 4),
    count(
      `files of ${changes} changes: all others`,
      under((path) => !path.startsWith(PARTS)),
    ),
  ];
};

/** The publisher's own work on towns in memory, in terms of the least that writing the entries costs. */
export const publications: Case = {
  name: 'publications',
  run: async (options) => {
    const { full, total, changes } = options.size;
    const whole = await fullPublication(options);
    const weighed = await sizes((await publicHeads(full)).map(entryOf));
    const { costs, files } = await incremental(options);
    // A full publication of the larger town, from that of the smaller one: the work is in proportion to the entries.
    const all = whole.publication.map((cost) => (cost * total) / full);
    return [
      ratio(whole, 'ndjson', 'bare', row('bulk parts as NDJSON alone / bare stringify and gzip 6', 1.15)),
      ratio(whole, 'parts', 'bare', row('bulk parts as NDJSON, two CSV and Parquet / bare stringify and gzip 6')),
      ratio(whole, 'parquet', 'bare', row('the Parquet of bulk parts alone / bare stringify and gzip 6')),
      counted(weighed.parquet / weighed.ndjson, { ...row('bytes of Parquet / of NDJSON as gzip 6'), unit: '' }),
      ratio(whole, 'publication', 'bare', row(`a publication of ${full} entries / bare stringify and gzip 6`)),
      ratio({ changes: costs, all }, 'changes', 'all', row(`${changes} changes of ${total} entries / all of them`)),
      ...filesWritten(files, changes),
    ];
  },
};
