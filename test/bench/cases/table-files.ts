import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { splitRows } from '../../../shared/imports/tables/line-splitter.ts';
import { readWorkbook } from '../../../shared/imports/tables/read-workbook.ts';
import { type Case, counted, type Row, ratio } from '../report.ts';
import { type Contestant, cpuOf, interleaved } from '../rounds.ts';
import { chunksOf, csvBytes, jsonBytes, penalties, penaltyTable, readTable } from '../support/table-files.ts';
import { workbookParts } from '../support/workbook-parts.ts';

const CASE = 'table-files';
/** Rows of the comparison, and of the two sizes between which exponents are taken. */
const SAMPLE = 6_000;
const SIZES = { small: 10_000, large: 1_000_000 } as const;
const GOALS = { front: 3, megabytes: 200, memory: 0.15, cpu: 1.05 } as const;

const run = promisify(execFile);

interface Measured {
  readonly cpu: number;
  readonly kilobytes: number;
}

const measured = async (rows: number): Promise<Measured> => {
  const script = join(import.meta.dirname, '../support/read-many.ts');
  const { stdout } = await run(process.execPath, [script, String(rows)]);
  return JSON.parse(stdout);
};

const exponent = (small: number, large: number): number =>
  Math.log(large / small) / Math.log(SIZES.large / SIZES.small);

const atSize = async (): Promise<readonly Row[]> => {
  const small = await measured(SIZES.small);
  const large = await measured(SIZES.large);
  const row = (measure: string, value: number, unit: string, goal: number) =>
    counted(value, { case: CASE, measure, unit, goal });
  return [
    row('peak memory of a CSV of 1,000,000 rows, whole process', large.kilobytes / 1_024, 'MiB', GOALS.megabytes),
    row('exponent of memory, 10,000 to 1,000,000 rows', exponent(small.kilobytes, large.kilobytes), '', GOALS.memory),
    row('exponent of processor time, the same', exponent(small.cpu, large.cpu), '', GOALS.cpu),
  ];
};

const decoder = new TextDecoder();

/** What anybody does with lines of JSON: split, decode, parse. */
const jsonAlone = async (bytes: Uint8Array): Promise<void> => {
  for await (const rows of splitRows(chunksOf(bytes), { lineEnd: 10 }))
    for (const row of rows) JSON.parse(decoder.decode(row.bytes));
};

const workbookAlone = async (bytes: Uint8Array): Promise<void> => {
  const read = (from: number, to: number) => chunksOf(bytes.subarray(from, to));
  const lines = await readWorkbook('administrative-penalty', { size: bytes.length, read }, async () => undefined);
  if (!lines.ok) throw new Error(JSON.stringify(lines.failure));
};

/** Reading and validating files of penalties, against JSON.parse of the same records alone. */
export const tableFiles: Case = {
  name: CASE,
  run: async ({ rounds }) => {
    const postings = penalties(SAMPLE);
    const table = penaltyTable(postings);
    const [json, csv] = [jsonBytes(postings), csvBytes(table)];
    const xlsx = zipSync(workbookParts(table));
    const file = (bytes: Uint8Array) => ({ first: bytes, body: (from: number) => chunksOf(bytes.subarray(from)) });
    const each =
      (work: () => Promise<unknown>): Contestant =>
      () =>
        cpuOf(postings.length, work);
    const costs = await interleaved(rounds, {
      json: each(() => jsonAlone(json)),
      csvRead: each(() => readTable(file(csv), { format: 'csv', validated: false })),
      csv: each(() => readTable(file(csv), { format: 'csv', validated: true })),
      ndjson: each(() => readTable(file(json), { format: 'ndjson', validated: true })),
      xlsx: each(() => workbookAlone(xlsx)),
    });
    return [
      ratio(costs, 'csvRead', 'json', { case: CASE, measure: 'CSV: split, decode, cells / JSON.parse alone' }),
      ratio(costs, 'csv', 'json', {
        case: CASE,
        measure: 'the same and validated / JSON.parse alone',
        goal: GOALS.front,
      }),
      ratio(costs, 'ndjson', 'json', {
        case: CASE,
        measure: 'lines of JSON, parsed and validated / JSON.parse alone',
        goal: GOALS.front,
      }),
      ratio(costs, 'xlsx', 'json', { case: CASE, measure: 'XLSX to lines of text / JSON.parse alone' }),
      ...(await atSize()),
    ];
  },
};
