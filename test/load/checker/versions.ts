import { gunzipSync } from 'node:zlib';
import { commitmentOf, type Entry, newState, sha256 } from './commitments.ts';
import type { Notes } from './findings.ts';
import type { Outside } from './outside.ts';

/** What the chain of deltas left standing: version and commitment by public id. */
type Standing = Map<string, { readonly version: number; readonly commitment: string }>;

const linesOf = (bytes: Uint8Array) =>
  gunzipSync(bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** Folds every delta from the first version on; each manifest's digest is that of what then stands. */
export const foldVersions = async (
  outside: Outside,
  notes: Notes,
): Promise<{ readonly standing: Standing; readonly newest: number; readonly ever: ReadonlySet<string> }> => {
  const latest = await outside.json('latest.json');
  const standing: Standing = new Map();
  const ever = new Set<string>();
  const state = newState();
  let before = '';
  for (let version = 1; version <= latest.version; version += 1) {
    const bytes = await outside.file(`v/${version}/manifest.json`);
    const delta = await outside.file(`v/${version}/delta.ndjson.gz`);
    if (bytes === undefined || delta === undefined) {
      notes.wrong(`version ${version} is not there`);
      continue;
    }
    const manifest = JSON.parse(bytes.toString('utf8'));
    const named = manifest.files.find(({ path }: { path: string }) => path === `v/${version}/delta.ndjson.gz`);
    if (named?.sha256 !== sha256(delta)) notes.wrong(`delta ${version} is not the one that its manifest names`);
    if ((manifest.previous?.sha256 ?? '') !== before) notes.wrong(`manifest ${version} is not chained`);
    before = sha256(bytes);
    const changes = { ADD: 0, MOD: 0, DEL: 0 };
    for (const line of linesOf(delta)) {
      ever.add(line.publicId);
      fold(notes, standing, state, line, changes);
    }
    notes.looked('lines of deltas', changes.ADD + changes.MOD + changes.DEL);
    if (JSON.stringify(changes) !== JSON.stringify(manifest.changes))
      notes.wrong(`version ${version} counts otherwise`);
    if (manifest.entries !== standing.size)
      notes.wrong(`version ${version}: ${manifest.entries} entries, ${standing.size} stand`);
    if (manifest.stateDigest !== state.digest()) notes.wrong(`version ${version}: another state digest`);
  }
  if (latest.sha256 !== before) notes.wrong('latest.json names another manifest');
  notes.looked('versions of the publication', latest.version);
  return { standing, newest: latest.version, ever };
};

type Line = {
  op: 'ADD' | 'MOD' | 'DEL';
  publicId: string;
  version: number;
  commitment: string;
  previous?: { version: number; commitment: string };
};

const fold = (
  notes: Notes,
  standing: Standing,
  state: ReturnType<typeof newState>,
  line: Line,
  changes: Record<Line['op'], number>,
): void => {
  const { op, publicId, version, commitment, previous } = line;
  changes[op] += 1;
  const there = standing.get(publicId);
  const named = op === 'DEL' ? { version, commitment } : previous;
  if (there?.version !== named?.version || there?.commitment !== named?.commitment)
    notes.wrong(`${op} of ${publicId} does not fit what stood there`);
  if (there) state.change(-1, publicId, there.version, there.commitment);
  if (op === 'DEL') return void standing.delete(publicId);
  standing.set(publicId, { version, commitment });
  state.change(1, publicId, version, commitment);
};

/** The entries that lie in the parts of the newest version: each as its own commitment says, the same that the deltas left standing. */
export const readEntries = async (
  outside: Outside,
  notes: Notes,
  { standing, newest }: { standing: Standing; newest: number },
) => {
  const { parts } = await outside.json(`bulk/${newest}.json`);
  const entries = new Map<string, Entry>();
  const paths = new Set<string>();
  for (const { rows, ...files } of parts) {
    for (const form of ['ndjson', 'csv', 'csvBom', 'parquet']) if (files[form]) paths.add(files[form].path);
    const bytes = await outside.file(files.ndjson.path);
    if (bytes === undefined || sha256(bytes) !== files.ndjson.sha256) {
      notes.wrong(`part ${files.ndjson.path} is not there as the list says`);
      continue;
    }
    const lines: Entry[] = linesOf(bytes);
    if (lines.length !== rows) notes.wrong(`part ${files.ndjson.path}: ${lines.length} lines, not ${rows}`);
    for (const entry of lines) {
      const { publicId, version } = entry;
      if (entries.has(publicId)) notes.wrong(`${publicId} is published twice`);
      entries.set(publicId, entry);
      const there = standing.get(publicId);
      if (there?.version !== version || there.commitment !== commitmentOf(entry))
        notes.wrong(`${publicId} is not what the deltas left standing`);
    }
  }
  for (const publicId of standing.keys())
    if (!entries.has(publicId)) notes.wrong(`${publicId} stands and lies in no part`);
  for (const name of await outside.names('bulk/parts/'))
    if (!paths.has(name)) notes.wrong(`${name} lies there and is in no list`);
  for (const name of await outside.names('bulk/'))
    if (/^bulk\/\d+\.json$/.test(name) && name !== `bulk/${newest}.json`) notes.wrong(`${name} was left behind`);
  notes.looked('public entries', entries.size);
  return entries;
};
