import * as z from 'zod';
import { beijingDate } from '../kernel/beijing-time.ts';
import { StoredInstant, StoredSha256 } from './stored.ts';

const VersionRow = z.strictObject({
  version: z.int().min(1),
  manifest: z.string(),
  sha256: StoredSha256,
  publishedAt: StoredInstant,
});
/** A version in the list of versions. */
export type VersionRow = Readonly<z.infer<typeof VersionRow>>;

/** versions.json */
export const VersionsFile = z.strictObject({ versions: z.array(VersionRow), months: z.array(z.string()) });
export type VersionsFile = z.infer<typeof VersionsFile>;

/** versions/<YYYY-MM>.json */
export const MonthFile = z.strictObject({ versions: z.array(VersionRow) });
export type MonthFile = z.infer<typeof MonthFile>;

/** versions.json holds this many, the newest first. */
export const NEWEST_VERSIONS = 100;

/** The month in whose file a version is listed once it is no longer among the newest. */
export const monthOf = (row: VersionRow): string => beijingDate(row.publishedAt).slice(0, 7);

/** versions.json with one version more, and the versions that must move to the file of their month. */
export const withVersion = (
  file: VersionsFile,
  row: VersionRow,
): { file: VersionsFile; moved: readonly VersionRow[] } => {
  const rows = [row, ...file.versions.filter(({ version }) => version < row.version)];
  const older = rows.slice(NEWEST_VERSIONS);
  const months = [...new Set([...file.months, ...older.map(monthOf)])].sort();
  return { file: { versions: rows.slice(0, NEWEST_VERSIONS), months }, moved: older };
};

/** A month's file with versions more, the newest first. */
export const withOlder = (file: MonthFile, rows: readonly VersionRow[]): MonthFile => {
  const known = new Map([...file.versions, ...rows].map((row) => [row.version, row]));
  return { versions: [...known.values()].sort((a, b) => b.version - a.version) };
};
