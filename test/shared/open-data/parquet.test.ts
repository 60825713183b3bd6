import { zstdDecompressSync } from 'node:zlib';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import type { PublicEntry, PublicFields } from '../../../shared/disclosure/entry.ts';
import { parquetTable } from '../../../shared/open-data/parquet.ts';
import type { PublicColumn } from '../../../shared/open-data/public-column.ts';
import { publicIdOf } from '../disclosure/support/register.ts';

const COLUMNS: readonly PublicColumn[] = [
  { name: 'subjectName', zh: '主体名称', en: 'name', type: 'text' },
  { name: 'fineFen', zh: '罚款（分）', en: 'fine (fen)', type: 'count' },
  { name: 'decisionDate', zh: '决定日期', en: 'date', type: 'date' },
  { name: 'penaltyCategories', zh: '类别', en: 'categories', type: 'texts' },
];

const entryWith = (name: string, fields: PublicFields): PublicEntry => ({
  publicId: publicIdOf(name),
  version: 1,
  salt: publicIdOf('s'),
  fields,
});

const bytesOf = (entries: readonly PublicEntry[]) => parquetTable(entries, COLUMNS, nodeCodec.zstd);
const fileOf = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;
const read = (bytes: Uint8Array) =>
  parquetReadObjects({ file: fileOf(bytes), compressors: { ZSTD: (page) => zstdDecompressSync(page) } });

describe('a Parquet table', () => {
  const whole = {
    subjectName: '甲公司',
    fineFen: 2 ** 40,
    decisionDate: '2026-11-02',
    penaltyCategories: ['罚款', '警告'],
  };

  it('gives every value back in the type of its column, and null for what an entry has not', async () => {
    const [full, bare] = await read(bytesOf([entryWith('a', whole), entryWith('b', { penaltyCategories: [] })]));
    expect(full).toEqual({
      publicId: publicIdOf('a'),
      version: 1n,
      ...whole,
      fineFen: 2n ** 40n,
      decisionDate: new Date('2026-11-02T00:00:00Z'),
    });
    expect(bare).toMatchObject({ publicId: publicIdOf('b'), fineFen: null, decisionDate: null, penaltyCategories: [] });
  });

  it('names the logical types that other readers go by', () => {
    const { schema, row_groups } = parquetMetadata(fileOf(bytesOf([entryWith('a', whole)])));
    const types = schema.map(({ name, type, converted_type }) => [name, type ?? '', converted_type ?? ''].join(' '));
    expect(types).toEqual([
      'root  ',
      'publicId BYTE_ARRAY UTF8',
      'version INT64 ',
      'subjectName BYTE_ARRAY UTF8',
      'fineFen INT64 ',
      'decisionDate INT32 DATE',
      'penaltyCategories  LIST',
      'list  ',
      'element BYTE_ARRAY UTF8',
    ]);
    expect(row_groups[0]?.columns.map(({ meta_data }) => meta_data?.codec)).toContain('ZSTD');
  });

  it('is the same bytes for the same entries', () => {
    const entries = Array.from({ length: 300 }, (_, at) => entryWith(`e${at}`, { ...whole, fineFen: at }));
    expect(Buffer.from(bytesOf(entries)).equals(Buffer.from(bytesOf(structuredClone(entries))))).toBe(true);
  });

  it('leaves out a value of another type, and keeps nothing else back', async () => {
    const odd = { subjectName: true, fineFen: 'viel', decisionDate: 'bald', penaltyCategories: '罚款' };
    const [row] = await read(bytesOf([entryWith('a', odd)]));
    expect(row).toMatchObject({ subjectName: 'true', fineFen: null, decisionDate: null });
    expect(row?.['penaltyCategories'] ?? null).toBeNull();
  });
});
