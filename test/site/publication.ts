import { gzipSync } from 'node:zlib';
import { FIELDS } from '../../site/verify.mjs';
import {
  commit,
  type Entry,
  groupOf,
  type Json,
  json,
  prefixOf,
  publicKey,
  shaHex,
  signManifest,
  stateDigest,
} from './digests.ts';

export type Files = Map<string, Buffer>;
export type Change = { op: string; publicId: string; version: number; commitment: string; previous?: Json };
/** One version: what it sets, what it removes, and when it was published. */
export type Step = { at: string; set?: Entry[]; remove?: Entry[]; result?: string };

/** Each changes one thing *before* it is digested, listed and signed, so that a forgery is consistent but for that. */
export type Hooks = {
  changes?: (n: number, changes: Change[]) => Change[];
  delta?: (n: number, text: string) => string;
  manifest?: (n: number, manifest: Json) => Json;
  signed?: (n: number, manifest: Json) => Json;
  entries?: (entries: Entry[], group: string) => Entry[];
  ndjson?: (text: string) => string;
  csv?: (text: string) => string;
  csvBom?: (bytes: Buffer) => Buffer;
  /** The Parquet file of a part; without this there is none. */
  parquet?: (entries: Entry[]) => Uint8Array;
  gzip?: (bytes: Buffer, path: string) => Buffer;
  parts?: (parts: Json[]) => Json[];
  bulkList?: (list: Json) => Json;
  lookup?: (entries: Entry[], prefix: string) => Entry[];
};

export const PREFIX_LENGTH = 2;
const unchanged = <T>(value: T): T => value;
const byId = (a: { publicId: string }, b: { publicId: string }) => (a.publicId < b.publicId ? -1 : 1);
const ndjson = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

function grouped<T>(items: T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}

/** An entry about no subject lies in no look-up file. */
const isLookedUp = ({ fields }: Entry) => fields['kind'] !== 'typical-case';

const columnsOf = (kind: unknown): string[] =>
  (FIELDS[String(kind)] ?? '').split(/\s+/).map((field) => field.replace(/[?:].*$/, ''));

function csv(entries: Entry[]): string {
  const cell = (value: unknown) => {
    const text = Array.isArray(value) ? value.join(';') : String(value ?? '');
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const columns = columnsOf(entries[0]?.fields['kind']);
  const rows = entries.map(({ publicId, fields }) =>
    [publicId, ...columns.map((name) => fields[name])].map(cell).join(','),
  );
  const headings = columns.map((name) => `${name}列`);
  return [`公示编号,${headings.join()}`, ...rows].map((row) => `${row}\r\n`).join('');
}

function changesOf({ set = [], remove = [] }: Step, standing: Map<string, Entry>): Change[] {
  const line = (op: string, entry: Entry) => ({
    op,
    publicId: entry.publicId,
    version: entry.version,
    commitment: commit(entry),
  });
  const put = set.map((entry) => {
    const before = standing.get(entry.publicId);
    if (!before) return line('ADD', entry);
    return { ...line('MOD', entry), previous: { version: before.version, commitment: commit(before) } };
  });
  return [...remove.map((entry) => line('DEL', entry)), ...put].sort(byId);
}

/** Content of the newest version: the parts, their list and the look-up files. */
function project(
  files: Files,
  entries: Entry[],
  hooks: Hooks,
  listed: (path: string, mediaType: string) => Json,
): Json[] {
  const save = (extension: string, mediaType: string, content: Buffer) => {
    const bytes = (hooks.gzip ?? unchanged)(gzipSync(content), extension);
    const path = `bulk/parts/${shaHex(bytes)}.${extension}.gz`;
    files.set(path, bytes);
    return listed(path, mediaType);
  };
  const saveParquet = (bytes: Buffer) => {
    const path = `bulk/parts/${shaHex(bytes)}.parquet`;
    files.set(path, bytes);
    return listed(path, 'application/vnd.apache.parquet');
  };
  for (const [prefix, members] of grouped(entries.filter(isLookedUp), (entry) => prefixOf(entry, PREFIX_LENGTH)))
    files.set(`by-subject/${prefix}.json`, json({ entries: (hooks.lookup ?? unchanged)(members, prefix) }));
  return grouped(entries, groupOf).map(([group, all]) => {
    const members = (hooks.entries ?? unchanged)(all, group);
    const table = Buffer.from((hooks.csv ?? unchanged)(csv(members)));
    const withBom = (hooks.csvBom ?? unchanged)(Buffer.concat([Buffer.from('efbbbf', 'hex'), table]));
    return {
      group,
      kind: group.split('/')[0],
      rows: members.length,
      ndjson: save('ndjson', 'application/x-ndjson', Buffer.from((hooks.ndjson ?? unchanged)(ndjson(members)))),
      csv: save('csv', 'text/csv', table),
      csvBom: save('bom.csv', 'text/csv', withBom),
      ...(hooks.parquet && { parquet: saveParquet(Buffer.from(hooks.parquet(members))) }),
    };
  });
}

function saveVersions(files: Files, versions: { version: number; publishedAt: string }[]): void {
  const older = versions.slice(0, -100).reverse();
  const inBeijing = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  const months = grouped(older, ({ publishedAt }) => inBeijing(publishedAt).slice(0, 7));
  for (const [month, rows] of months) files.set(`versions/${month}.json`, json({ versions: rows }));
  files.set(
    'versions.json',
    json({ versions: versions.slice(-100).reverse(), months: months.map(([month]) => month) }),
  );
}

/** A whole publication as docs/disclosure-format.md says, built without the project's publisher. */
export function publish(steps: Step[], hooks: Hooks = {}): Files {
  const files: Files = new Map();
  const standing = new Map<string, Entry>();
  const versions: { version: number; manifest: string; sha256: string; publishedAt: string }[] = [];
  const listed = (path: string, mediaType: string) => {
    const bytes = files.get(path) ?? Buffer.alloc(0);
    return { path, mediaType, bytes: bytes.length, sha256: shaHex(bytes) };
  };
  for (const [i, step] of steps.entries()) {
    const n = i + 1;
    const changes = (hooks.changes ?? ((_, rows) => rows))(n, changesOf(step, standing));
    for (const { publicId } of step.remove ?? []) standing.delete(publicId);
    for (const entry of step.set ?? []) standing.set(entry.publicId, entry);
    const entries = [...standing.values()].sort(byId);
    const delta = `v/${n}/delta.ndjson.gz`;
    const text = (hooks.delta ?? ((_, rows) => rows))(n, ndjson(changes));
    files.set(delta, (hooks.gzip ?? unchanged)(gzipSync(text), delta));
    const projected = n === steps.length ? project(files, entries, hooks, listed) : [];
    const parts = (hooks.parts ?? unchanged)(projected);
    const list = (hooks.bulkList ?? unchanged)({ version: n, parts });
    if (n === steps.length) files.set(`bulk/${n}.json`, json(list));
    const count = (op: string) => changes.filter((change) => change.op === op).length;
    const manifest = {
      format: 1,
      version: n,
      previous: versions.at(-1) ? { version: i, sha256: versions.at(-1)?.sha256 } : null,
      cutAt: step.at,
      publishedAt: step.at,
      result: step.result ?? 'complete',
      changes: { ADD: count('ADD'), MOD: count('MOD'), DEL: count('DEL') },
      counts: Object.fromEntries(
        grouped(entries, ({ fields }) => String(fields['kind'])).map(([kind, rows]) => [kind, rows.length]),
      ),
      entries: entries.length,
      stateDigest: stateDigest(entries),
      files: [
        { ...listed(delta, 'application/x-ndjson'), rows: changes.length },
        { ...listed(`bulk/${n}.json`, 'application/json'), rows: parts.length },
      ],
    };
    const path = `v/${n}/manifest.json`;
    const whole = signManifest((hooks.manifest ?? ((_, value) => value))(n, manifest));
    files.set(path, json((hooks.signed ?? ((_, value) => value))(n, whole)));
    versions.push({ version: n, manifest: path, sha256: listed(path, '').sha256, publishedAt: step.at });
  }
  const { publishedAt: projectedAt = '', ...newest } = versions.at(-1) ?? {};
  files.set('latest.json', json({ ...newest, projectedAt }));
  saveVersions(files, versions);
  files.set('lookup.json', json({ hash: 'SHA-256', of: 'unifiedSocialCreditCode', prefixLength: PREFIX_LENGTH }));
  files.set('withdrawn.json', json({ withdrawals: [] }));
  files.set('keys.json', json({ keys: [{ keyId: 'first', algorithm: 'Ed25519', publicKey }] }));
  return files;
}
