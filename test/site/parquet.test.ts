import { describe, expect, it } from 'vitest';
import { nodeCodec } from '../../shared/crypto/codec.ts';
import type { PublicEntry } from '../../shared/disclosure/entry.ts';
import { parquetTable } from '../../shared/open-data/parquet.ts';
import type { PublicColumn } from '../../shared/open-data/public-column.ts';
import { csvColumns } from '../../shared/records/csv-columns.ts';
import type { Entry, Json } from './digests.ts';
import { publish } from './publication.ts';
import { STEPS, verifyFiles } from './sample.ts';
import { eachIsFound } from './tampering.ts';

type Columns = readonly PublicColumn[];

/** The Parquet file of a part, of other rows or columns than it should have. */
const parquet = (change: (entries: Entry[]) => Entry[] = (all) => all, columns = (all: Columns): Columns => all) => ({
  parquet: (entries: Entry[]) =>
    parquetTable(
      change(entries) as PublicEntry[],
      columns(csvColumns(String(entries[0]?.fields['kind']))),
      nodeCodec.zstd,
    ),
});
const fields = (change: Json) =>
  parquet((all) => all.map((entry) => ({ ...entry, fields: { ...entry.fields, ...change } })));

describe('the Parquet files of a publication', () => {
  it('hold where they say row by row what the NDJSON says', async () => {
    const { findings, summary } = await verifyFiles(publish(STEPS, parquet()));
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ parquetRead: true });
  });

  it('are checked by their bytes alone where nothing reads them, and the summary says so', async () => {
    const { findings, summary } = await verifyFiles(publish(STEPS, fields({ documentNumber: '别的' })), {
      readParquet: null,
    });
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ parquetRead: false });
  });
});

describe('a tampering with the Parquet files is found', () => {
  eachIsFound({
    'a text is another: parquet .parquet row 1': fields({ documentNumber: '别的' }),
    'an amount is another: parquet .parquet row 1': fields({ fineFen: 1 }),
    'a day is another: parquet .parquet row 1': fields({ decisionDate: '2026-11-03' }),
    'a field is left out: parquet .parquet row 1': fields({ departmentCode: undefined as never }),
    'a field is there that the entry has not: parquet .parquet row 1': fields({ supplement: '说明' }),
    'an id is another: parquet .parquet row 1': parquet((all) =>
      all.map((entry) => ({ ...entry, publicId: 'AAAAAAAAAAAAAAAAAAAAAA' })),
    ),
    'a version is another: parquet .parquet row 1': parquet((all) => all.map((it) => ({ ...it, version: 9 }))),
    'a row is missing: parquet .parquet': parquet((all) => all.slice(1)),
    'a row is there twice: parquet .parquet': parquet((all) => [...all, ...all]),
    'a column is left out: parquet .parquet row 1': parquet(undefined, (all) => all.slice(2)),
    'a column is no field: parquet .parquet': parquet(undefined, (all) => [
      ...all,
      { name: 'remark', zh: '备注', en: 'remark', type: 'text' },
    ]),
    'the bytes are no Parquet file: parquet .parquet': {
      parquet: () => Buffer.from(`PAR1${'x'.repeat(40)}PAR1`),
    },
  });
});
