import * as z from 'zod';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { Log } from '../kernel/log.ts';
import { subjectCodeOf } from './admission.ts';
import type { AuditSample } from './audit-sample.ts';
import { filesOf, type Part } from './bulk.ts';
import type { Codec } from './codec.ts';
import { elementOf } from './delta.ts';
import { PublicEntry } from './entry.ts';
import { pageOf } from './files.ts';
import { ListFile } from './lists.ts';
import { publisherMessages } from './messages.ts';
import type { Bucket } from './object-bucket.ts';
import type { Presentation } from './presentation.ts';

export interface ContentAuditDeps {
  readonly disclosure: Pick<Bucket, 'get'>;
  readonly codec: Pick<Codec, 'sha256' | 'commitment'>;
  readonly presentation: Pick<Presentation, 'subjectPage'>;
  readonly log: Log;
}

/** What is not what it should be. What is missing is found elsewhere. */
export interface WrongContent {
  /** Files to be written anew: look-up files, with the pages of all in them, and lists. */
  readonly files: readonly string[];
  /** Those of them that hold something else than they should: nothing of them is kept. */
  readonly wrong: readonly string[];
  /** Groups of parts. */
  readonly groups: readonly string[];
}

const READS_AT_A_TIME = 16;
const FILES_A_ROUND = 256;
/** So much that is wrong is written anew after one night: where it is more, the alarm calls somebody who looks first. */
const MOST_WRONG = 1_000;

const LookupFile = z.strictObject({ entries: z.array(PublicEntry) });

const jsonIn = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/**
 * Reads tonight's share of the public copy, and compares it with what the notes of all entries commit to: look-up files entry by entry, their
 * pages with what is made of these entries, lists by whose rows they hold, parts by their digests. No record is read.
 */
export const auditContent = async (
  deps: ContentAuditDeps,
  sample: AuditSample,
  parts: readonly Part[],
): Promise<WrongContent> => {
  const found = { files: new Set<string>(), wrong: new Set<string>(), groups: new Set<string>() };
  const goesOn = (): boolean => found.files.size + found.groups.size < MOST_WRONG;
  const read = async <Item>(
    items: Iterable<Item>,
    pathOf: (item: Item) => string,
    look: (item: Item, bytes: Uint8Array) => Promise<void>,
  ): Promise<void> => {
    for (const some of chunks([...items], FILES_A_ROUND)) {
      if (!goesOn()) return;
      await concurrently(READS_AT_A_TIME, some, async (item) => {
        const bytes = await deps.disclosure.get(pathOf(item));
        if (bytes !== undefined) await look(item, bytes);
      });
    }
  };
  const note = (path: string): void => deps.log.error(publisherMessages.fileDamaged, { path });
  const isWrong = (path: string): void => {
    note(path);
    found.files.add(path);
    found.wrong.add(path);
  };

  const pages: Page[] = [];
  await read(sample.lookups, pathIn, async ([lookup, elements], bytes) => {
    const entries = entriesIn(deps, bytes, elements);
    if (entries === undefined) isWrong(lookup);
    else if (!sample.outdated.has(lookup)) pages.push(...pagesOf(deps, lookup, entries));
  });
  await read(
    pages,
    ({ path }) => path,
    async ({ path, lookup, sha256 }, bytes) => {
      if (deps.codec.sha256(bytes) === sha256) return;
      note(path);
      found.files.add(lookup);
    },
  );
  await read(sample.lists, pathIn, async ([list, ids], bytes) => {
    if (!holdsRows(bytes, ids)) isWrong(list);
  });
  const files = parts.flatMap((part) => filesOf(part).map((path) => ({ path, group: part.group })));
  await read(
    files,
    ({ path }) => path,
    async ({ path, group }, bytes) => {
      if (path.includes(deps.codec.sha256(bytes))) return;
      note(path);
      found.groups.add(group);
    },
  );
  return { files: [...found.files], wrong: [...found.wrong], groups: [...found.groups] };
};

const pathIn = ([path]: readonly [string, unknown]): string => path;

/** The entries of a look-up file; undefined if these are not exactly those that the notes know, or it says anything else. */
const entriesIn = (
  { codec }: ContentAuditDeps,
  bytes: Uint8Array,
  elements: ReadonlyMap<string, string>,
): readonly PublicEntry[] | undefined => {
  try {
    const { entries } = LookupFile.parse(jsonIn(bytes));
    const ids = new Set(entries.map(({ publicId }) => publicId));
    const isKnown = (entry: PublicEntry): boolean =>
      elements.get(entry.publicId) === elementOf(entry.publicId, { ...entry, commitment: codec.commitment(entry) });
    return ids.size === entries.length && ids.size === elements.size && entries.every(isKnown) ? entries : undefined;
  } catch {
    return undefined;
  }
};

interface Page {
  readonly path: string;
  /** The look-up file with which it is written. */
  readonly lookup: string;
  /** Of what it should be. */
  readonly sha256: string;
}

/** The pages that belong to a look-up file; none of an organisation whose page cannot be made. */
const pagesOf = (
  { codec, presentation }: ContentAuditDeps,
  lookup: string,
  entries: readonly PublicEntry[],
): readonly Page[] =>
  [...Map.groupBy(entries, subjectCodeOf)].flatMap(([code, some]) => {
    const path = pageOf({ code });
    if (code === undefined || path === undefined) return [];
    try {
      const page = presentation.subjectPage({ code, subject: codec.sha256(code), entries: some });
      return [{ path, lookup, sha256: codec.sha256(page) }];
    } catch {
      return [];
    }
  });

const holdsRows = (bytes: Uint8Array, ids: ReadonlySet<string>): boolean => {
  try {
    const { rows } = ListFile.parse(jsonIn(bytes));
    const found = new Set(rows.map(({ publicId }) => publicId));
    return found.size === rows.length && found.size === ids.size && rows.every(({ publicId }) => ids.has(publicId));
  } catch {
    return false;
  }
};
