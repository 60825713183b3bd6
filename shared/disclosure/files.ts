import { CHECKPOINT, LOG } from '../transparency/tiles.ts';

/** Names of public files: docs/disclosure-format.md, section 1. */
export const paths = {
  latest: 'latest.json',
  versions: 'versions.json',
  versionsOf: (month: string) => `versions/${month}.json`,
  manifest: (version: number) => `v/${version}/manifest.json`,
  delta: (version: number) => `v/${version}/delta.ndjson.gz`,
  bulk: (version: number) => `bulk/${version}.json`,
  part: (sha256: string, extension: PartExtension) => `${PARTS}${sha256}.${extension}`,
  /** `subject` is the SHA-256 of the subject's code, lower-case hex. */
  lookup: (subject: string) => `${BY_SUBJECT}${subject.slice(0, PREFIX_LENGTH)}.json`,
  /** The page of an organisation. */
  subject: (code: string) => `${SUBJECTS}${code}`,
  /** `<kind>/<departmentCode>/<YYYY-MM>` or `<kind>/<departmentCode>/<YYYY-MM>/<n>` */
  list: (list: string) => `${LISTS}${list}.json`,
  listIndex: (kind: string) => `${LISTS}${kind}.json`,
  lookupRules: 'lookup.json',
  withdrawn: 'withdrawn.json',
  keys: 'keys.json',
  deltas: 'deltas.json',
  feedJson: 'feed.json',
  feedAtom: 'feed.atom',
  /** The net delta of a Beijing day, or of a window of days. */
  deltaOf: (span: string) => `deltas/${span}.ndjson.gz`,
} as const;

/** How the files of a part end; a Parquet file compresses its pages itself. */
export type PartExtension = 'ndjson.gz' | 'csv.gz' | 'bom.csv.gz' | 'parquet';

export const BULK = 'bulk/';
export const PARTS = `${BULK}parts/`;
export const BY_SUBJECT = 'by-subject/';
export const SUBJECTS = 'subjects/';
export const LISTS = 'lists/';
export const NAMES = 'names/';

/** 65,536 look-up files: at a million entries one holds some 15 of them, 3 KB. */
export const PREFIX_LENGTH = 4;

const FOREVER = 'max-age=31536000, immutable';
const ONE_MINUTE = 'max-age=60';
/** C2SP tlog-tiles: a checkpoint should not be cached beyond a few seconds. */
const SECONDS = 'max-age=5';

/** Media types of what is inside. */
export const mediaTypes = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
} as const;

/** Where the name's end says something else than JSON. */
const CONTENT_TYPES: readonly (readonly [end: string, type: string])[] = [
  ['.gz', 'application/gzip'],
  ['.parquet', mediaTypes.parquet],
  ['.atom', 'application/atom+xml'],
  ['feed.json', 'application/feed+json'],
];

const contentTypeOf = (path: string): string => {
  if (path.startsWith(SUBJECTS)) return 'text/html; charset=utf-8';
  return CONTENT_TYPES.find(([end]) => path.endsWith(end))?.[1] ?? mediaTypes.json;
};

/**
 * How a file is served. A `.gz` is served as the gzip file that it is: a client that unpacked it by itself would not
 * find its SHA-256.
 */
export const servedAs = (path: string) => {
  if (path === CHECKPOINT) return { contentType: 'text/plain; charset=utf-8', cacheControl: SECONDS };
  if (path.startsWith(LOG)) return { contentType: 'application/octet-stream', cacheControl: FOREVER };
  return { contentType: contentTypeOf(path), cacheControl: path.startsWith('v/') ? FOREVER : ONE_MINUTE };
};

/** The look-up file in which an entry lies; undefined for one that is about no subject. */
export const lookupOf = ({ subject }: { readonly subject?: string | undefined }): string | undefined =>
  subject === undefined ? undefined : paths.lookup(subject);

const CODE = /^[0-9A-Z]{18}$/;

/** The page of the organisation that an entry is about; undefined where there is none. */
export const pageOf = ({ code }: { readonly code?: string | undefined }): string | undefined =>
  code !== undefined && CODE.test(code) ? paths.subject(code) : undefined;

/** The list in which an entry stands; undefined where it stands in none. */
export const listPathOf = ({ list }: { readonly list?: string | undefined }): string | undefined =>
  list === undefined ? undefined : paths.list(list);

/** The name of the list that a file is; undefined of what is none, an index for example. */
export const listIn = (path: string): string | undefined =>
  /^lists\/([a-z0-9-]+\/[a-z0-9-]+\/\d{4}-\d\d(?:\/[1-9]\d*)?)\.json$/.exec(path)?.[1];

/** Those of some files that lie in a folder. */
export const anewIn = (files: readonly string[], folder: string): readonly string[] =>
  files.filter((path) => path.startsWith(folder));
