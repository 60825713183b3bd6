import { describe, expect, it } from 'vitest';
import { type VersionRow, withOlder, withVersion } from '../../../shared/disclosure/versions.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';

const row = (version: number, at: string): VersionRow => ({
  version,
  manifest: `v/${version}/manifest.json`,
  sha256: String(version).padStart(64, '0'),
  publishedAt: toInstant(Date.parse(at)),
});
const NONE = { versions: [], months: [] };

/** All files after so many versions, six hours from one to the next. */
const published = (count: number) => {
  let file: ReturnType<typeof withVersion>['file'] = NONE;
  const months = new Map<string, VersionRow[]>();
  for (let version = 1; version <= count; version++) {
    const next = withVersion(file, row(version, new Date(Date.UTC(2026, 10, 1, 6 * version)).toISOString()));
    file = next.file;
    for (const older of next.moved) {
      const month = new Date(Date.parse(older.publishedAt) + 8 * 3_600_000).toISOString().slice(0, 7);
      months.set(month, withOlder({ versions: months.get(month) ?? [] }, [older]).versions);
    }
  }
  return { file, months };
};

const numbers = (rows: readonly VersionRow[] | undefined) => rows?.map(({ version }) => version);

describe('the list of versions', () => {
  it('holds the newest hundred, newest first, and older ones by month', () => {
    const { file, months } = published(230);
    expect(numbers(file.versions)).toEqual(Array.from({ length: 100 }, (_, at) => 230 - at));
    expect(file.months).toEqual(['2026-11', '2026-12']);
    expect(
      [...(numbers(months.get('2026-11')) ?? []), ...(numbers(months.get('2026-12')) ?? [])].sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 130 }, (_, at) => at + 1));
    expect(months.get('2026-12')?.[0]?.version).toBe(130);
  });

  it('files a version under its month in Beijing', () => {
    const first = withVersion(NONE, row(1, '2026-11-30T16:00:00.000Z')).file;
    let file = first;
    for (let version = 2; version <= 101; version++)
      file = withVersion(file, row(version, '2026-12-05T00:00:00.000Z')).file;
    expect(file.months).toEqual(['2026-12']);
  });

  it('is the same when a version is added again', () => {
    const once = withVersion(NONE, row(1, '2026-11-01T00:00:00.000Z')).file;
    expect(withVersion(once, row(1, '2026-11-01T00:00:00.000Z')).file).toEqual(once);
    const older = withOlder({ versions: [] }, [row(1, '2026-11-01T00:00:00.000Z')]);
    expect(withOlder(older, older.versions)).toEqual(older);
  });
});
