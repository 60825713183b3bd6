import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { KeyedRow } from '../../../shared/name-index/build-postings.ts';
import { candidatesFor } from '../../../shared/name-index/candidates.ts';
import { normaliseName } from '../../../shared/name-index/normalise.ts';
import { pageOf } from '../../../shared/name-index/pages.ts';
import { readNotes } from '../../../shared/name-index/read-index.ts';
import { searchNames } from '../../../shared/name-index/search.ts';
import { type Chance, seeded } from '../reference/random.ts';
import { type Case, counted, type Row } from '../report.ts';
import { cpuOf } from '../rounds.ts';
import { gzipBytes, keyedRows, nameFiles } from '../support/name-files.ts';

const QUERIES = 200;
const TODAY = calendarDate('2026-11-23');
const SMALL = 10_000;

/** Two to five characters in a row of a name. */
const partOf = (name: string, chance: Chance): string => {
  const characters = [...normaliseName(name)];
  const length = chance.between(2, 5);
  const from = chance.between(0, Math.max(0, characters.length - length));
  return characters.slice(from, from + length).join('');
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

/** What the queries read, and how many of those that bear them lie on the pages that they lead to. */
const asked = async (rows: readonly KeyedRow[], files: ReadonlyMap<string, string>) => {
  const chance = seeded(20_261_123);
  const [requests, bytes]: [number[], number[]] = [[], []];
  let [wanted, found] = [0, 0];
  const plain = async (path: string) => files.get(path);
  const notes = await readNotes(plain);
  for (let at = 0; at < QUERIES; at += 1) {
    const query = partOf(chance.pick(rows).row[1], chance);
    let [files_, size] = [0, 0];
    const read = async (path: string) => {
      const text = files.get(path);
      files_ += 1;
      size += gzipBytes(text ?? '');
      return text;
    };
    await searchNames(query, { read, today: TODAY });
    requests.push(files_);
    bytes.push(size / 1_000);
    const { pages, tooCommon } = notes ? await candidatesFor(query, notes, plain) : { pages: [], tooCommon: true };
    if (tooCommon) continue;
    const there = new Set(pages);
    const bearers = rows.filter(({ row }) => normaliseName(row[1]).includes(query));
    wanted += bearers.length;
    found += bearers.filter(({ key }) => there.has(pageOf(key))).length;
  }
  return { requests, bytes, missed: wanted - found };
};

const measured = async (size: number): Promise<readonly Row[]> => {
  const rows = keyedRows(size);
  let files: ReadonlyMap<string, string> = new Map();
  const micros = await cpuOf(size, async () => {
    files = nameFiles(rows);
  });
  const { requests, bytes, missed } = await asked(rows, files);
  const total = [...files.values()].reduce((sum, text) => sum + gzipBytes(text), 0);
  const row = (measure: string, unit: string, value: number, goal?: number) =>
    counted(value, { case: `${size} names`, measure, unit, ...(goal !== undefined && { goal }) });
  return [
    row('processor time of an index built anew, a name', 'µs', micros),
    row('files', '', files.size),
    row('all files as gzip', 'MB', total / 1_000_000),
    row('requests of a query, median', '', quantile(requests, 0.5), 6),
    row('requests of a query, 95 %', '', quantile(requests, 0.95)),
    row('bytes of a query as gzip, median', 'KB', quantile(bytes, 0.5), 20),
    row('bytes of a query as gzip, 95 %', 'KB', quantile(bytes, 0.95)),
    row('names that a query does not find', '', missed, 0),
  ];
};

/** Names looked up in static files: what the index costs, and what a query reads of it. `NAMES=1000000` asks for a million. */
export const nameSearch: Case = {
  name: 'names',
  run: async () => {
    const size = Number(process.env['NAMES'] ?? SMALL);
    return measured(size);
  },
};
