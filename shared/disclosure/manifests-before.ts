import type * as z from 'zod';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { Draft } from './draft.ts';
import { paths } from './files.ts';
import { MonthFile, type VersionRow, VersionsFile } from './versions.ts';

/** Which manifests: SHA-256 of each, in the order of the versions. */
export type ManifestDigests = AsyncIterable<string>;

/** What is asked for is not there, or there is not all of it. */
export class NotThere extends Error {}

/** Reads of S3 at a time. */
const READS_AT_A_TIME = 8;
const READS_A_CHUNK = 256;

const byVersion = (a: VersionRow, b: VersionRow): number => a.version - b.version;

const readList = async <List>({ current }: Draft, path: string, schema: z.ZodType<List>): Promise<List> => {
  const bytes = await current(path);
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new NotThere(path, { cause });
  }
};

/** The manifests from version `from` up to the one before the draft's, as the lists of versions name them. */
export async function* listedManifests(draft: Draft, from: number): ManifestDigests {
  let next = from;
  const newest = await readList(draft, paths.versions, VersionsFile);
  for (const month of [...newest.months.toSorted(), undefined]) {
    if (month !== undefined && (newest.versions.at(-1)?.version ?? 0) <= next) continue;
    const rows = month === undefined ? newest : await readList(draft, paths.versionsOf(month), MonthFile);
    for (const { version, sha256 } of rows.versions.toSorted(byVersion)) {
      if (version < next || version >= draft.version) continue;
      if (version > next) throw new NotThere(`version ${next}`);
      next = version + 1;
      yield sha256;
    }
  }
  if (next !== draft.version) throw new NotThere(`version ${next}`);
}

/** The same from the manifests themselves, which takes a request each. */
export async function* readManifests(draft: Draft, from: number): ManifestDigests {
  const versions = Array.from({ length: draft.version - from }, (_, at) => from + at);
  for (const some of chunks(versions, READS_A_CHUNK)) {
    yield* await concurrently(READS_AT_A_TIME, some, async (version) => {
      const bytes = await draft.current(paths.manifest(version));
      if (bytes === undefined) throw new NotThere(paths.manifest(version));
      return draft.codec.sha256(bytes);
    });
  }
}
