import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundleBuilds } from './cases/bundle-builds.ts';
import { checks } from './cases/checks.ts';
import { coldStarts } from './cases/cold-starts.ts';
import { dispatches } from './cases/dispatches.ts';
import { httpChain } from './cases/http-chain.ts';
import { imports } from './cases/imports.ts';
import { nameSearch } from './cases/names.ts';
import { posts } from './cases/posts.ts';
import { publications } from './cases/publications.ts';
import { publicationsAtSize } from './cases/publications-at-size.ts';
import { recordBytes } from './cases/record-bytes.ts';
import { relayAndDelivery } from './cases/relay-and-delivery.ts';
import { tableFiles } from './cases/table-files.ts';
import { type Case, type Row, table } from './report.ts';

const CASES: readonly Case[] = [
  posts,
  checks,
  dispatches,
  httpChain,
  relayAndDelivery,
  recordBytes,
  publications,
  nameSearch,
  publicationsAtSize,
  tableFiles,
  imports,
  coldStarts,
  bundleBuilds,
];

const FEWEST_ROUNDS = 9;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    rounds: { type: 'string', default: String(FEWEST_ROUNDS) },
    size: { type: 'string', default: '2000' },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) {
  console.log(`npm run bench -- [--only <case>]… [--rounds <n>] [--size <entries>] [--json <file>]
  --only    ${CASES.map(({ name }) => name).join(', ')}; may be repeated
  --rounds  interleaved rounds of each comparison, ${FEWEST_ROUNDS} unless told
  --size    entries of a full publication, 2000 unless told; five times as many lie there when one in a hundred changes
  --json    writes the rows to a file too`);
  process.exit(0);
}

const wanted = CASES.filter(({ name }) => values.only?.includes(name) ?? true);
if (wanted.length === 0)
  throw new Error(`no case ${values.only?.join(', ')}: ${CASES.map(({ name }) => name).join(', ')}`);
const full = Number(values.size);
const options = { rounds: Number(values.rounds), size: { full, total: 5 * full, changes: full / 20 } };

const started = performance.now();
const rows: Row[] = [];
for (const { name, run } of wanted) {
  const began = performance.now();
  rows.push(...(await run(options)));
  console.error(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
console.log(`\n${table(rows)}\n`);
console.log(
  `Node ${process.version} on ${process.platform}-${process.arch}; ${options.rounds} interleaved rounds, processor time; only ratios compare. ${((performance.now() - started) / 1000).toFixed(0)} s.`,
);
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ node: process.version, ...options, rows }, null, 2)}\n`);
