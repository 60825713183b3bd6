import { zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BulkList } from '../../shared/disclosure/bulk.ts';
import { paths } from '../../shared/disclosure/files.ts';
import { type Engines, startEngines } from '../engines.ts';
import { city, clear, pathsIn } from '../shared/disclosure/support/publisher.ts';
import { penalty } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const DAILY = { reason: 'daily' };

describe('Parquet in the public copy', () => {
  type Town = ReturnType<typeof city>;
  const list = async ({ deps }: Town, version: number) => {
    const bytes = await deps.disclosure.get(paths.bulk(version));
    return BulkList.parse(JSON.parse(Buffer.from(bytes ?? []).toString()));
  };
  const parquets = async (town: Town) =>
    (await pathsIn(town.deps.disclosure)).filter((path) => path.endsWith('.parquet'));

  /** The newest version as it was published before there was Parquet. */
  const withoutParquet = async (town: Town, version: number): Promise<void> => {
    const { parts } = await list(town, version);
    const older = { version, parts: parts.map(({ parquet: _, ...part }) => part) };
    const bytes = Buffer.from(JSON.stringify(older));
    await town.deps.disclosure.put(paths.bulk(version), bytes);
    await town.deps.disclosure.delete(await parquets(town));
    const head = await town.deps.heads.read();
    if (head === undefined) throw new Error('nothing was published');
    await town.deps.heads.commit({ ...head, bulkSha256: town.deps.codec.sha256(bytes) }, head);
  };

  it('says the same rows as the NDJSON of its part, and leaves with it', async () => {
    const town = city('2026-11-10T09:00:00.000Z');
    await town.change(penalty('a'), penalty('b'));
    await town.run();
    const before = await parquets(town);
    const rows = await Promise.all(
      before.map(async (path) => {
        const bytes = (await town.deps.disclosure.get(path)) ?? new Uint8Array();
        return parquetReadObjects({
          file: bytes.slice().buffer as ArrayBuffer,
          compressors: { ZSTD: (page) => zstdDecompressSync(page) },
        });
      }),
    );
    expect(rows.flat()).toHaveLength(2);
    await town.change(
      penalty('a', { version: 2, ended: 'withdrawn' }),
      penalty('b', { version: 2, ended: 'withdrawn' }),
    );
    await town.run();
    expect(await parquets(town)).toEqual([]);
  });

  it('is filled in at night for what was published before there was any, and a touched part gets it at once', async () => {
    const town = city('2026-11-10T09:00:00.000Z');
    await town.change(penalty('a'), penalty('b'), penalty('c'));
    await town.run();
    const before = await parquets(town);
    await withoutParquet(town, 1);
    expect(await parquets(town)).toEqual([]);
    await town.run(DAILY);
    expect(await parquets(town)).toEqual(before);
    const { parts } = await list(town, 3);
    expect(parts.every(({ parquet }) => parquet !== undefined)).toBe(true);
    await town.run(DAILY);
    expect((await town.deps.heads.read())?.version).toBe(4);
  });
});
