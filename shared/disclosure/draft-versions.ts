import * as z from 'zod';
import type { Instant } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { type Draft, placeJson } from './draft.ts';
import { paths } from './files.ts';
import { StoredInstant } from './stored.ts';
import {
  MonthFile,
  monthOf,
  NEWEST_VERSIONS,
  type VersionRow,
  VersionsFile,
  withOlder,
  withVersion,
} from './versions.ts';

const NONE: VersionsFile = { versions: [], months: [] };
const ManifestDate = z.object({ publishedAt: StoredInstant });
const READS_AT_A_TIME = 8;

/**
 * Adds a version to the list of versions, and moves the oldest one of the list to the file of its month. Where a list
 * is damaged, all are made anew from the manifests, which are permanent.
 */
export const draftVersions = async (draft: Draft, row: VersionRow): Promise<void> => {
  const known = row.version === 1 ? NONE : await readJson(draft, paths.versions, VersionsFile);
  if (known && isGapless(known, row) && (await extend(draft, known, row))) return;
  draft.damaged(paths.versions);
  await extend(draft, { versions: await versionsBefore(draft, row.version), months: [] }, row);
};

/** Whether the newest versions are all there: one that was made while they could not be read may have left some out. */
const isGapless = ({ versions }: VersionsFile, { version }: VersionRow): boolean => {
  const older = versions.filter((one) => one.version < version);
  return (
    older.length >= Math.min(version - 1, NEWEST_VERSIONS) && older.every((one, at) => one.version === version - 1 - at)
  );
};

/** False if a month's file that is needed is damaged. */
const extend = async (draft: Draft, known: VersionsFile, row: VersionRow): Promise<boolean> => {
  const { file, moved } = withVersion(known, row);
  for (const [month, rows] of Map.groupBy(moved, monthOf)) {
    const path = paths.versionsOf(month);
    const older = known.months.includes(month) ? await readJson(draft, path, MonthFile) : { versions: [] };
    if (older === undefined) return false;
    await placeJson(draft, path, withOlder(older, rows));
  }
  await placeJson(draft, paths.versions, file);
  return true;
};

const readJson = async <T>({ current }: Draft, path: string, schema: z.ZodType<T>): Promise<T | undefined> => {
  const bytes = await current(path);
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
};

/** A manifest that is none is left out: nothing that must leave waits for it. */
const publishedAtIn = (draft: Draft, path: string, bytes: Uint8Array): Instant | undefined => {
  try {
    return ManifestDate.parse(JSON.parse(new TextDecoder().decode(bytes))).publishedAt;
  } catch (error) {
    draft.damaged(path, error);
    return undefined;
  }
};

const versionsBefore = async (draft: Draft, version: number): Promise<VersionRow[]> => {
  const numbers = Array.from({ length: version - 1 }, (_, at) => version - 1 - at);
  const rows = await concurrently(READS_AT_A_TIME, numbers, async (n): Promise<readonly VersionRow[]> => {
    const manifest = paths.manifest(n);
    const bytes = await draft.current(manifest);
    const publishedAt = bytes && publishedAtIn(draft, manifest, bytes);
    return bytes && publishedAt ? [{ version: n, manifest, sha256: draft.codec.sha256(bytes), publishedAt }] : [];
  });
  return rows.flat();
};
