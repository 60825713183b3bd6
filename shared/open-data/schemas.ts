import type { PublicColumn } from './public-column.ts';
import type { PublicKind } from './public-kind.ts';

/** A JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const text: JsonSchema = { type: 'string' };
const date: JsonSchema = { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const version: JsonSchema = { type: 'integer', minimum: 1 };
const id: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9_-]{21}[AQgw]$' };
const hash: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const anyOf = (...values: readonly string[]): JsonSchema => ({ enum: values });
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

/** An object of these members and no others; those in `optional` may be absent. */
const object = (properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const TYPES: Readonly<Record<PublicColumn['type'], JsonSchema>> = { text, date, count, texts: listOf(text) };

const CODE: JsonSchema = { type: 'string', pattern: '^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]{17}$' };

const fieldSchema = (kind: string, { name, zh, en, type, words }: PublicColumn): JsonSchema => {
  const described = { title: zh, description: en };
  if (name === 'kind') return { const: kind, ...described };
  if (name === 'unifiedSocialCreditCode') return { ...CODE, ...described };
  return { ...(words ? { enum: words } : TYPES[type]), ...described };
};

/** An entry of a kind: a line of its NDJSON, an element of a look-up file. */
export const entrySchema = ({ kind, label, columns }: PublicKind): JsonSchema => {
  const fields = columns.map((column) => [column.name, fieldSchema(kind, column)] as const);
  const optional = columns.filter(({ always }) => always !== true).map(({ name }) => name);
  const entry = object({ publicId: id, version, salt: id, fields: object(Object.fromEntries(fields), optional) });
  return { $schema: DIALECT, title: label.zh, description: label.en, ...entry };
};

const file = { path: text, mediaType: text, bytes: count, sha256: hash };
const versioned = { version, sha256: hash };
const change = { publicId: id, version, commitment: hash };
const span = { path: text, from: count, to: version, rows: count, bytes: count, sha256: hash };

/** The files of the format that hold no entries, by name: docs/disclosure-format.md. */
export const fileSchemas = (kinds: readonly PublicKind[]): Readonly<Record<string, JsonSchema>> => {
  const named = (title: string, description: string, schema: JsonSchema): JsonSchema => ({
    $schema: DIALECT,
    title,
    description,
    ...schema,
  });
  const names = kinds.map(({ kind }) => kind);
  const manifest = object({
    format: { const: 1 },
    version,
    previous: { oneOf: [{ type: 'null' }, object(versioned)] },
    cutAt: instant,
    publishedAt: instant,
    result: anyOf('complete', 'additions-held'),
    changes: object({ ADD: count, MOD: count, DEL: count }),
    counts: { type: 'object', propertyNames: { enum: names }, additionalProperties: count },
    entries: count,
    stateDigest: text,
    files: listOf(object({ ...file, rows: count })),
    signature: object({ keyId: text, algorithm: { const: 'Ed25519' }, value: text }),
  });
  const part = { group: text, kind: { enum: names }, rows: version };
  const forms = { ndjson: object(file), csv: object(file), csvBom: object(file), parquet: object(file) };
  return {
    entry: named('公示条目', 'an entry of any kind', { oneOf: names.map((kind) => ({ $ref: `${kind}.json` })) }),
    manifest: named('版本清单', 'the manifest of a version', manifest),
    delta: named('变更记录的一行', 'a line of a delta, of a version, a day or a window', {
      oneOf: [
        object({ op: anyOf('ADD', 'DEL'), ...change }),
        object({ op: { const: 'MOD' }, ...change, previous: object({ version, commitment: hash }) }),
      ],
    }),
    bulk: named(
      '分片目录',
      'the list of parts',
      object({ version, parts: listOf(object({ ...part, ...forms }, ['parquet'])) }),
    ),
    deltas: named(
      '增量目录',
      'the list of deltas of days and windows',
      object({
        days: listOf(object({ day: date, ...span })),
        windows: listOf(object({ window: anyOf('P1D', 'P7D', 'P31D'), firstDay: date, lastDay: date, ...span })),
      }),
    ),
    latest: named(
      '最新版本',
      'the newest version',
      object({ version, manifest: text, sha256: hash, projectedAt: instant }),
    ),
  };
};
