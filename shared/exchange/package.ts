import * as z from 'zod';
import type { Instant } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { dateText } from '../kernel/schema.ts';
import { STATUTORY_VERBS } from '../records/record.ts';
import { instantImage } from '../register/head-image.ts';
import { CHANNELS } from './channels.ts';

/** Format of what goes out (docs/exchange-format.md); another one gets another number. */
export const OUT_FORMAT = 'joint-credit-exchange/1';

const common = {
  /** Public id of the entry: the only id that is exchanged. */
  entry: z.string(),
  version: z.int().min(1),
  kind: z.string(),
  channels: z.array(z.enum(CHANNELS)).readonly(),
};

/** A row of a national table to be shown, or, of a person, to be kept and shown to nobody. */
const Put = z.object({
  op: z.literal('put'),
  ...common,
  use: z.enum(['public', 'collected']),
  /** The first day on which it may be there no more. */
  until: dateText.exactOptional(),
  row: z.record(z.string(), z.string()),
});

/** An objection 异议 to an entry that is mirrored from the counterpart: it is examined where the entry was made. Taken back when it is settled. */
const Objected = z.object({
  op: z.literal('objection'),
  ...common,
  use: z.enum(['public', 'collected']),
  filedOn: dateText,
  decideBy: dateText,
  row: z.record(z.string(), z.string()),
});

/** What is to be taken back. Only the four statutory ends say which they are (行政处罚法 48). */
const Remove = z.object({
  op: z.literal('remove'),
  ...common,
  end: z
    .object({ verb: z.enum(STATUTORY_VERBS), document: z.string(), decidedOn: dateText, reason: z.string() })
    .exactOptional(),
});

/** One line of a package. */
export const OutLine = z.discriminatedUnion('op', [Put, Objected, Remove]);
export type OutLine = z.output<typeof OutLine>;

const File = z.object({
  path: z.string(),
  rows: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string(),
});

/** What a package holds, so that what is missing or damaged is noticed: `previous` is the SHA-256 of the manifest before. */
export const OutManifest = z.object({
  format: z.literal(OUT_FORMAT),
  sequence: z.int().min(1),
  previous: z.string().exactOptional(),
  cutAt: instantImage,
  counts: z.array(z.object({ kind: z.string(), op: z.enum(['put', 'objection', 'remove']), rows: z.int() })).readonly(),
  files: z.array(File).readonly(),
});
export type OutManifest = z.output<typeof OutManifest>;

/** A file of a package with its bytes. */
export interface PackageFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Persons' rows lie apart, so that who shows entries need not hold them. */
const PERSONS = 'persons.ndjson';
const ROWS = 'rows.ndjson';

const fileOf = (line: OutLine): string => (line.op !== 'remove' && line.use === 'collected' ? PERSONS : ROWS);

const countsOf = (lines: readonly OutLine[]): OutManifest['counts'] =>
  [...Map.groupBy(lines, ({ kind, op }) => `${kind} ${op}`).values()]
    .flatMap((some) => (some[0] === undefined ? [] : [{ kind: some[0].kind, op: some[0].op, rows: some.length }]))
    .toSorted((a, b) => (`${a.kind} ${a.op}` < `${b.kind} ${b.op}` ? -1 : 1));

/** Packs lines in the order of removals first, then of entries: the same lines give the same bytes. The manifest is the last file. */
export const packageOf = (
  lines: readonly OutLine[],
  of: { readonly sequence: number; readonly previous: string | undefined; readonly cutAt: Instant },
  sha256: (bytes: Uint8Array) => string,
): { readonly files: readonly PackageFile[]; readonly manifest: PackageFile } => {
  const order = ({ op, entry }: OutLine): string => `${op === 'remove' ? 0 : 1}${entry}`;
  const sorted = lines.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  const files = [...Map.groupBy(sorted, fileOf)].map(([path, some]) => {
    const bytes = new TextEncoder().encode(some.map((line) => `${canonicalJson(line)}\n`).join(''));
    return { path, bytes, rows: some.length };
  });
  const { sequence, previous, cutAt } = of;
  const manifest: OutManifest = {
    format: OUT_FORMAT,
    sequence,
    ...(previous !== undefined && { previous }),
    cutAt,
    counts: countsOf(sorted),
    files: files.map(({ path, bytes, rows }) => ({ path, rows, bytes: bytes.length, sha256: sha256(bytes) })),
  };
  return {
    files: files.map(({ path, bytes }) => ({ path, bytes })),
    manifest: { path: 'manifest.json', bytes: new TextEncoder().encode(canonicalJson(manifest)) },
  };
};
