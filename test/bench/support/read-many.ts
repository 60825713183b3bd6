import { chunksOf, csvBytes, penalties, penaltyTable, readTable } from './table-files.ts';

/** Reads and validates a CSV of so many rows, made as it is read, and says what memory the process needed at most: run as a process of its own. */
const rows = Number(process.argv[2]);
const [headings = [], ...table] = penaltyTable(penalties(1_000));
const head = csvBytes([headings]);
const block = csvBytes(table);
const last = csvBytes(table.slice(0, rows % table.length));

async function* body(): AsyncGenerator<Uint8Array> {
  for (let done = 0; done + table.length <= rows; done += table.length) yield* chunksOf(block);
  yield* chunksOf(last);
}

const before = process.cpuUsage();
const read = await readTable({ first: head, body: () => body() }, { format: 'csv', validated: true });
if (read !== rows) throw new Error(`${read} rows of ${rows}`);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ rows, cpu: user + system, kilobytes: process.resourceUsage().maxRSS }));
