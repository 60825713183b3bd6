import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { KeyedRow } from '../../../shared/name-index/build-postings.ts';
import { candidatesFor, readsAsInitials } from '../../../shared/name-index/candidates.ts';
import { parseInitials } from '../../../shared/name-index/initials-pattern.ts';
import { normaliseName } from '../../../shared/name-index/normalise.ts';
import { pageOf } from '../../../shared/name-index/pages.ts';
import { readNotes } from '../../../shared/name-index/read-index.ts';
import { searchNames } from '../../../shared/name-index/search.ts';
import { type Chance, seeded } from '../reference/random.ts';
import { type Case, counted, type Row } from '../report.ts';
import { cpuOf } from '../rounds.ts';
import { changeNames } from '../support/change-names.ts';
import { gzipBytes, keyedRows, nameFiles } from '../support/name-files.ts';

const QUERIES = 400;
const TODAY = calendarDate('2026-11-23');
const SMALL = 10_000;
const CHANGED = 500;

const someOf = (characters: readonly string[], chance: Chance, [least, most]: readonly [number, number]): string => {
  const length = chance.between(least, most);
  const from = chance.between(0, Math.max(0, characters.length - length));
  return characters.slice(from, from + length).join('');
};

/** What is asked of a row: characters in a row of a name; their initials, in any of their readings; all of it. */
const SORTS: Readonly<Record<string, (row: KeyedRow['row'], chance: Chance) => string>> = {
  '2–5 characters': ([, name], chance) => someOf([...normaliseName(name)], chance, [2, 5]),
  '3–6 initials': ([, , initials], chance) =>
    someOf(
      parseInitials(initials).map((letters) => (letters === '' ? '' : chance.pick([...letters]))),
      chance,
      [3, 6],
    ),
  'a whole name': ([, name]) => name,
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

/** Letters as the initials of a row's page have them: alone, or one of several in parentheses. */
const patternOf = (letters: string): RegExp =>
  new RegExp([...letters].map((letter) => `(?:${letter}|\\([^)]*${letter}[^)]*\\))`).join(''));

/** All names, normalised once: what a query must find is asked of each of them, without the index. */
const bearersIn = (rows: readonly KeyedRow[]) => {
  const all = rows.map(({ key, row: [, name, initials] }) => ({
    page: pageOf(key),
    name: normaliseName(name),
    initials,
  }));
  return (wanted: string) => {
    const pattern = readsAsInitials(wanted) ? patternOf(wanted) : undefined;
    return all.filter(({ name, initials }) => name.includes(wanted) || pattern?.test(initials));
  };
};

/** What queries of a sort read, and how many of those that bear them do not lie on the pages that they lead to. */
const asked = async (
  sort: string,
  { rows, files, bearers }: Index & { readonly bearers: ReturnType<typeof bearersIn> },
): Promise<readonly Row[]> => {
  const chance = seeded(20_261_123);
  const [requests, bytes, leads]: [number[], number[], number[]] = [[], [], []];
  let [missed, common] = [0, 0];
  const plain = async (path: string) => files.get(path);
  const notes = await readNotes(plain);
  if (!notes) throw new Error('there is no index');
  for (let at = 0; at < QUERIES; at += 1) {
    const query = SORTS[sort]?.(chance.pick(rows).row, chance) ?? '';
    let [files_, size] = [0, 0];
    const read = async (path: string) => {
      const text = files.get(path);
      files_ += 1;
      size += gzipBytes(text ?? '');
      return text;
    };
    leads.push((await searchNames(query, { read, today: TODAY })).leads.length);
    requests.push(files_);
    bytes.push(size / 1_000);
    const wanted = normaliseName(query);
    const { pages, tooCommon } = await candidatesFor(wanted, notes, plain);
    common += Number(tooCommon);
    const there = new Set(pages);
    if (!tooCommon) missed += bearers(wanted).filter(({ page }) => !there.has(page)).length;
  }
  const row = (measure: string, unit: string, value: number, goal?: number) =>
    counted(value, { case: `${rows.length} names, ${sort}`, measure, unit, ...(goal !== undefined && { goal }) });
  return [
    row('requests, median', '', quantile(requests, 0.5), 6),
    row('requests, 95 %', '', quantile(requests, 0.95)),
    row('bytes as gzip, median', 'KB', quantile(bytes, 0.5), 20),
    row('bytes as gzip, 95 %', 'KB', quantile(bytes, 0.95)),
    row('leads of a first answer, median', '', quantile(leads, 0.5)),
    row('queries that are too common', '%', (100 * common) / QUERIES),
    row('names that are not found', '', missed, 0),
  ];
};

interface Index {
  readonly rows: readonly KeyedRow[];
  readonly files: ReadonlyMap<string, string>;
}

/** A version in which some organisations take new names. */
const changed = async ({ rows, files }: Index): Promise<readonly Row[]> => {
  const chance = seeded(5);
  const changes = Array.from({ length: CHANGED }, () => ({ from: chance.pick(rows), to: chance.pick(rows).row[1] }));
  const once = [...new Map(changes.map((change) => [change.from.row[0], change])).values()];
  let written: readonly string[] = [];
  const micros = await cpuOf(1, async () => {
    written = await changeNames(files, once);
  });
  const row = (measure: string, unit: string, value: number) =>
    counted(value, { case: `${rows.length} names, ${CHANGED} of them changed`, measure, unit });
  return [
    row('files written', '', written.length),
    row('bytes written', 'MB', written.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1_000_000),
    row('processor time', 's', micros / 1_000_000),
  ];
};

const measured = async (size: number): Promise<readonly Row[]> => {
  const rows = keyedRows(size);
  let files: ReadonlyMap<string, string> = new Map();
  const micros = await cpuOf(size, async () => {
    files = nameFiles(rows);
  });
  const total = [...files.values()].reduce((sum, text) => sum + gzipBytes(text), 0);
  const row = (measure: string, unit: string, value: number) =>
    counted(value, { case: `${size} names`, measure, unit });
  const found: Row[] = [
    row('processor time of an index built anew, a name', 'µs', micros),
    row('files', '', files.size),
    row('all files as gzip', 'MB', total / 1_000_000),
  ];
  const bearers = bearersIn(rows);
  for (const sort of Object.keys(SORTS)) found.push(...(await asked(sort, { rows, files, bearers })));
  return [...found, ...(await changed({ rows, files }))];
};

/** Names looked up in static files: what the index costs, and what a query reads of it. `NAMES=1000000` asks for a million. */
export const nameSearch: Case = {
  name: 'names',
  run: async () => {
    const size = Number(process.env['NAMES'] ?? SMALL);
    return measured(size);
  },
};
