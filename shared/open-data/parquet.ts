import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer/src/write.js';
import type { PublicEntry, PublicFields } from '../disclosure/entry.ts';
import { parseCalendarDate } from '../kernel/beijing-time.ts';
import type { PublicColumn, PublicType } from './public-column.ts';

/** What stands before the fields: they say which entry a row is, and in which version. */
const LEADING: readonly SchemaElement[] = [
  { name: 'publicId', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'version', type: 'INT64', repetition_type: 'REQUIRED' },
];

/** A field may be absent of an entry, whatever its kind says: every column may hold nulls. */
const elementsOf = ({ name, type }: PublicColumn): readonly SchemaElement[] => {
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
  switch (type) {
    case 'text':
      return [{ name, ...text, repetition_type: 'OPTIONAL' }];
    case 'date':
      return [{ name, type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' }];
    case 'count':
      return [{ name, type: 'INT64', repetition_type: 'OPTIONAL' }];
    case 'texts':
      // A list of three levels, as the format of Parquet asks.
      return [
        { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', ...text, repetition_type: 'REQUIRED' },
      ];
    default:
      return type satisfies never;
  }
};

type Cell = string | bigint | Date | string[] | undefined;

/**
 * The value in the type of its column; of another type it is left out, since no table may keep a publication back: the NDJSON is what counts.
 */
const cellOf = (value: PublicFields[string] | undefined, type: PublicType): Cell => {
  if (value === undefined) return undefined;
  if (type === 'count') return Number.isSafeInteger(value) ? BigInt(Number(value)) : undefined;
  if (type === 'texts') return typeof value === 'object' ? [...value] : undefined;
  if (type === 'date') return dayOf(value);
  return typeof value === 'object' ? value.join(';') : String(value);
};

const dayOf = (value: PublicFields[string]): Date | undefined => {
  const day = parseCalendarDate(value);
  return day === undefined ? undefined : new Date(`${day}T00:00:00Z`);
};

/** A part is read whole and holds some hundred rows: an index of its pages would weigh more than it saves. */
const LEAN = { offsetIndex: false } as const;

/**
 * The table of entries of one kind as Apache Parquet, one row group: publicId, version, then the kind's public fields by name. The same
 * entries give the same bytes. `zstd` compresses a page to one frame.
 */
export const parquetTable = (
  entries: readonly PublicEntry[],
  columns: readonly PublicColumn[],
  zstd: (page: Uint8Array) => Uint8Array,
): Uint8Array => {
  const fields = columns.map(({ name, type }) => ({
    name,
    data: entries.map((entry) => cellOf(entry.fields[name], type)),
    ...LEAN,
  }));
  const root: SchemaElement = { name: 'root', num_children: LEADING.length + columns.length };
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'publicId', data: entries.map(({ publicId }) => publicId), ...LEAN },
      { name: 'version', data: entries.map(({ version }) => BigInt(version)), ...LEAN },
      ...fields,
    ],
    schema: [root, ...LEADING, ...columns.flatMap(elementsOf)],
    codec: 'ZSTD',
    compressors: { ZSTD: zstd },
    rowGroupSize: Math.max(1, entries.length),
    createdBy: 'joint-credit',
  });
  return new Uint8Array(bytes);
};
