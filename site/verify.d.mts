/** Types of the stand-alone verifier, for tests and for whoever builds on it. */
import type { Buffer } from 'node:buffer';

/** Reads files of a publication by their path; null where there is none. `list` where all paths can be listed. */
export interface Reader {
  read(path: string): Promise<Buffer | null>;
  list?(): Promise<string[]>;
  close?(): void;
}

export interface Options {
  /** Raw Ed25519 public keys in base64, to be trusted instead of keys.json. */
  keys?: string[];
  /** Instant (ISO, UTC) whose Beijing date decides what may still be public; `projectedAt` where absent. */
  at?: string;
  /** The first version whose delta is checked; the state before it is taken from the signed manifest. */
  fromVersion?: number;
  /** Verifier keys of the log (C2SP signed-note), to be trusted instead of those in keys.json. */
  logKeys?: string[] | undefined;
  /** Verifier keys of witnesses, each of which must have signed the log's head. */
  witnesses?: string[] | undefined;
  /** A checkpoint that was kept from before: the log must only have grown since. */
  checkpoint?: string | undefined;
  /** Reads the rows of a Parquet file; null: their bytes alone are checked. By default `hyparquet`, where it is there. */
  readParquet?: ((bytes: Buffer) => Promise<{ groups: number; rows: Record<string, unknown>[] }>) | null;
  onProgress?: (line: string) => void;
}

/** One thing that does not hold. Repeats no content. */
export interface Finding {
  check: string;
  where: string;
  expected: string;
  found: string;
}

export interface Summary {
  version: number;
  fromVersion: number;
  entries: number;
  counts: Record<string, number>;
  publishedAt: string | undefined;
  projectedAt: string;
  stateDigest: string | undefined;
  /** The Beijing date as of which publicity was judged. */
  day: string;
  /** The head of the log; absent where the publication is from before there was one. */
  log: { origin: string; size: number; root: string; witnesses: string[] } | undefined;
  /** Whether it is sure that no file, and no look-up file, lies beside the listed ones. */
  allFiles: boolean;
  allLookupFiles: boolean;
  /** Whether all pages, and the whole index of names, were read: over HTTP they may be too many. */
  allPages: boolean;
  allNames: boolean;
  /** Whether what Parquet files say was read, beside their bytes. */
  parquetRead: boolean;
  /** What this publication has not at all (`pages`, `lists`, `names`, `feeds`), or not whole (`some names`). */
  absent: string[];
}

export interface Result {
  ok: boolean;
  findings: Finding[];
  /** Undefined where `latest.json` itself is not what it must be. */
  summary: Summary | undefined;
}

type Value = string | number | boolean | readonly string[];
type Fields = Record<string, Value>;

/** The publication cannot be read, or changed while it was read. */
export class Unreadable extends Error {}

export const FIELDS: Record<string, string>;
export function verifyDisclosure(reader: Reader, options?: Options): Promise<Result>;
export function folderReader(root: string): Required<Reader>;
export function httpReader(base: string): Reader & { close(): void };
/** The command line without the program's name; answers the exit code. */
export function main(args: string[]): Promise<0 | 1 | 2>;

export function canonical(value: unknown): string;
export function fieldDigest(salt: Uint8Array, name: string, value: Value): Buffer;
export function commitmentOf(entry: { salt: string; fields: Fields }): string;
export function elementOf(entry: { publicId: string; version: number; commitment: string }): string;
export function stateDigest(start?: string): {
  add(element: string): void;
  remove(element: string): void;
  value(): string;
};
export function isoWeek(date: string): string;
export function shelfOf(entry: { fields: Fields }): string;
export function prefixOf(unifiedSocialCreditCode: string, length: number): string;
export function signedBytes(manifest: Record<string, unknown>): Buffer;
export function isCreditCode(text: string): boolean;
export function holdsIdentityNumber(text: string, creditCodes?: ReadonlySet<string>): boolean;
