import * as z from 'zod';
import type { Bucket } from '../disclosure/object-bucket.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { isPage, isSitePath, SITE_CONFIG_PATH, type SiteFile, siteServedAs } from './site-files.ts';
import { type SiteLines, siteConfig, TERMS_PATH, withAdoption, withLines } from './site-lines.ts';

/** What was laid down last: written when everything else is there, so that a run that died is done again. */
export const LAID_PATH = 'assets/site-files.json';

const Laid = z.object({
  /** SHA-256 over all files and how they are served. */
  build: z.string(),
  laidAt: z.string(),
  files: z.array(z.string()),
  /** Files of builds before, which pages in readers' caches may still ask for. */
  obsolete: z.array(z.string()),
});
type Laid = z.infer<typeof Laid>;

/** Ten times as long as caches keep a page. */
const OBSOLETE_FOR_MS = 10 * 60_000;
const AT_ONCE = 8;

export interface SiteDown {
  readonly bucket: Pick<Bucket, 'get' | 'put' | 'delete'>;
  readonly sha256: (text: string | Uint8Array) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The files as they are laid down: pages with their name and lines, terms that were adopted or not, and the lines for scripts. */
const finished = (files: readonly SiteFile[], lines: SiteLines): readonly SiteFile[] => {
  const elsewhere = files.find(({ path }) => !isSitePath(path) || [LAID_PATH, SITE_CONFIG_PATH].includes(path));
  if (elsewhere) throw new Error(`${elsewhere.path} is no place for a file of the site`);
  const text = (value: string) => new TextEncoder().encode(value);
  const finishedBy = (path: string) => {
    if (isPage(path)) return withLines;
    return path === TERMS_PATH ? withAdoption : undefined;
  };
  const all = files.map((file) => {
    const finish = finishedBy(file.path);
    return finish ? { ...file, body: text(finish(new TextDecoder().decode(file.body), lines)) } : file;
  });
  return [...all, { path: SITE_CONFIG_PATH, body: text(JSON.stringify(siteConfig(lines))) }];
};

const readLaid = async (bucket: SiteDown['bucket']): Promise<Laid | undefined> => {
  const bytes = await bucket.get(LAID_PATH);
  if (bytes === undefined) return undefined;
  const read = Laid.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  return read.success ? read.data : undefined;
};

/**
 * Brings the site in the bucket to this build: its files, then its pages, then the note of what lies there. What only builds before had is
 * deleted by a later run, when no cached page asks for it any more. A site that is there already costs one read. Answers what it did.
 */
export const laySite = async (
  { bucket, sha256, now }: SiteDown,
  given: readonly SiteFile[],
  lines: SiteLines,
): Promise<{ readonly written: number; readonly deleted: number }> => {
  const files = finished(given, lines);
  const digests = files.map(({ path, body }) => [path, sha256(body), siteServedAs(path)] as const);
  const build = sha256(JSON.stringify(digests.toSorted(([a], [b]) => (a < b ? -1 : 1))));
  const note = (laid: Laid) =>
    bucket.put(LAID_PATH, new TextEncoder().encode(JSON.stringify(laid)), siteServedAs(LAID_PATH));

  const before = await readLaid(bucket);
  if (before?.build === build) {
    const isOver = now() - Date.parse(before.laidAt) >= OBSOLETE_FOR_MS;
    if (!isOver || before.obsolete.length === 0) return { written: 0, deleted: 0 };
    // The note lies in the bucket like any other file: only what could be the site's is deleted on its word.
    const obsolete = before.obsolete.filter(isSitePath);
    await bucket.delete(obsolete);
    await note({ ...before, obsolete: [] });
    return { written: 0, deleted: obsolete.length };
  }

  const put = ({ path, body }: SiteFile) => bucket.put(path, body, siteServedAs(path));
  const [pages = [], assets = []] = [true, false].map((page) => files.filter(({ path }) => isPage(path) === page));
  await concurrently(AT_ONCE, assets, put);
  await concurrently(AT_ONCE, pages, put);
  const paths = files.map(({ path }) => path);
  const had = [...(before?.files ?? []), ...(before?.obsolete ?? [])];
  const obsolete = [...new Set(had)].filter((path) => !paths.includes(path));
  await note({ build, laidAt: new Date(now()).toISOString(), files: paths, obsolete });
  return { written: files.length, deleted: 0 };
};
