import * as z from 'zod';
import { paths } from '../disclosure/files.ts';
import type { Bucket } from '../disclosure/object-bucket.ts';
import { StoredInstant, StoredSha256 } from '../disclosure/stored.ts';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';

const MANIFESTS_AT_A_TIME = 16;

const Manifest = z.object({
  version: z.int().min(1),
  publishedAt: StoredInstant,
  files: z.array(z.object({ path: z.string(), sha256: StoredSha256 })),
});
const Latest = z.object({ version: z.int().min(1) });

/** What of a version its day's delta needs. */
export interface PublishedVersion {
  readonly version: number;
  readonly day: CalendarDate;
  /** SHA-256 of its delta. */
  readonly deltaSha256: string;
}

/** The versions of a Beijing day, in order. */
export interface PublishedDay {
  readonly day: CalendarDate;
  readonly versions: readonly PublishedVersion[];
}

type Reader = Pick<Bucket, 'get'>;

const read = async <T>({ get }: Reader, path: string, schema: z.ZodType<T>): Promise<T> => {
  const bytes = await get(path);
  if (bytes === undefined) throw new Error(`${path} is not there`);
  return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
};

const versionOf = async (bucket: Reader, version: number): Promise<PublishedVersion> => {
  const manifest = await read(bucket, paths.manifest(version), Manifest);
  const delta = manifest.files.find(({ path }) => path === paths.delta(version));
  if (delta === undefined) throw new Error(`the manifest of version ${version} names no delta`);
  return { version, day: beijingDate(manifest.publishedAt), deltaSha256: delta.sha256 };
};

/** The newest version; undefined before the first. Throws if its manifest is not there. */
export const newestVersion = async (bucket: Reader): Promise<PublishedVersion | undefined> => {
  const bytes = await bucket.get(paths.latest);
  if (bytes === undefined) return undefined;
  const { version } = Latest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return versionOf(bucket, version);
};

/**
 * The first day with versions after version `after`, with all of them; undefined while that day is not over, that is while there is no
 * version of a later one.
 */
export const nextDay = async (
  bucket: Reader,
  after: number,
  newest: PublishedVersion,
): Promise<PublishedDay | undefined> => {
  if (after >= newest.version) return undefined;
  const first = await versionOf(bucket, after + 1);
  const { day } = first;
  if (day === newest.day) return undefined;
  const versions = [first];
  for (let from = after + 2; from <= newest.version; from += MANIFESTS_AT_A_TIME) {
    const count = Math.min(MANIFESTS_AT_A_TIME, newest.version - from + 1);
    const numbers = Array.from({ length: count }, (_, at) => from + at);
    const some = await concurrently(MANIFESTS_AT_A_TIME, numbers, (version) => versionOf(bucket, version));
    const ended = some.findIndex((version) => version.day !== day);
    versions.push(...(ended === -1 ? some : some.slice(0, ended)));
    if (ended !== -1) break;
  }
  return { day, versions };
};
