import { chunks, concurrently } from '../kernel/concurrently.ts';
import { type Draft, placePack } from './draft.ts';
import { type Edit, edited, editsBy, type Place, type Touch } from './edits.ts';
import type { EntryState } from './entry-state.ts';
import { FilesFull, type FullFile, fullFile } from './full-files.ts';

/** A sort of small files that hold something of some entries each: look-up files, lists. */
export interface Filing<Item extends { readonly publicId: string }> extends Place<Item> {
  /** What a file holds; throws if it is no such file. */
  readonly read: (content: unknown) => readonly Item[];
  /** The content of a file that holds these, at least one, sorted by publicId. */
  readonly content: (items: readonly Item[]) => unknown;
  /** What a lost file held, as far as it can still be known. */
  readonly recover: (states: readonly EntryState[]) => Promise<readonly Item[]>;
  /** So many entries may lie in one file; additions beyond them are refused (FilesFull). @default - no bound */
  readonly most?: number;
  /** Files that are to be written anew though no change may touch them. */
  readonly anew: readonly string[];
}

/** A file before a version, undefined if it was damaged or lost; and how the version changes it. */
export interface Filed<Item> {
  readonly path: string;
  readonly edit: Edit<Item>;
  readonly before: readonly Item[] | undefined;
  readonly after: readonly Item[];
}

/** Is told of the files that were drafted, some hundreds at a time. */
type Told<Item> = (files: readonly Filed<Item>[]) => Promise<void>;

/** Reads of S3 at a time. */
const FILES_AT_A_TIME = 8;
/** Small files in one object of the staging bucket: an object each would cost a request each. */
const FILES_A_PACK = 200;

/**
 * Writes the files that changes touch anew; one that holds nothing after it goes. A file that is none, or does not
 * hold what must leave it, is written from what is known of its entries: nothing stays because a file is damaged.
 * Throws FilesFull, with all files that are, where additions are more than a file may hold.
 */
export const draftFiled = async <Item extends { readonly publicId: string }>(
  draft: Draft,
  touches: readonly Touch[],
  filing: Filing<Item>,
  told: Told<Item> = async () => undefined,
): Promise<void> => {
  const damaged = new Map<string, Edit<Item>>();
  const anew = new Set(filing.anew);
  const wrong = new Set(draft.refresh.wrong);
  const added = new Set(touches.flatMap(({ op, publicId }) => (op === 'ADD' ? [publicId] : [])));
  const full: FullFile[] = [];
  const put = async (files: readonly Filed<Item>[]): Promise<void> => {
    const { most } = filing;
    if (most !== undefined) full.push(...files.flatMap((file) => fullFile(file, { most, added }) ?? []));
    if (full.length > 0) return;
    await placeTexts(
      draft,
      files.map(({ path, after }) => ({ path, text: textOf(filing, after) })),
    );
    await told(files);
  };
  for (const some of chunks([...editsBy(touches, filing, filing.anew)], FILES_A_PACK)) {
    const found = await concurrently(FILES_AT_A_TIME, some, async ([path, edit]): Promise<readonly Filed<Item>[]> => {
      const bytes = wrong.has(path) ? undefined : await draft.current(path);
      const before = itemsOf(filing, bytes, { edit, mustBeThere: anew.has(path) || wrong.has(path) });
      if (before) return [{ path, edit, before, after: edited(before, edit) }];
      draft.damaged(path);
      damaged.set(path, edit);
      return [];
    });
    await put(found.flat());
  }
  if (damaged.size > 0) await mend(draft, filing, damaged, put);
  if (full.length > 0) throw new FilesFull(full);
};

/** Writes files that were damaged from what is known of their entries. */
const mend = async <Item extends { readonly publicId: string }>(
  draft: Draft,
  filing: Filing<Item>,
  damaged: ReadonlyMap<string, Edit<Item>>,
  put: Told<Item>,
): Promise<void> => {
  const states = await statesOf(draft, filing, damaged);
  for (const some of chunks([...damaged], FILES_A_PACK)) {
    const files = await concurrently(FILES_AT_A_TIME, some, async ([path, edit]): Promise<Filed<Item>> => {
      const items = await filing.recover(states.get(path) ?? []);
      return { path, edit, before: undefined, after: edited(items, edit) };
    });
    await put(files);
  }
};

/** Lays down small texts at once; a path without a text is deleted. */
export const placeTexts = async (
  draft: Draft,
  files: readonly { readonly path: string; readonly text: string | undefined }[],
): Promise<void> => {
  const pack = new Map<string, string>();
  for (const { path, text } of files) {
    if (text === undefined) draft.deletes.add(path);
    else pack.set(path, text);
  }
  for (const some of chunks([...pack], FILES_A_PACK)) await placePack(draft, new Map(some));
};

const textOf = <Item extends { readonly publicId: string }>(
  { content }: Filing<Item>,
  items: readonly Item[],
): string | undefined => (items.length === 0 ? undefined : JSON.stringify(content(items)));

/** Undefined if the file is none, or does not hold what must leave it. */
const itemsOf = <Item extends { readonly publicId: string }>(
  filing: Filing<Item>,
  bytes: Uint8Array | undefined,
  { edit, mustBeThere }: { readonly edit: Edit<Item>; readonly mustBeThere: boolean },
): readonly Item[] | undefined => {
  if (bytes === undefined && mustBeThere) return undefined;
  const items = bytes === undefined ? [] : readItems(filing, bytes);
  const ids = new Set(items?.map(({ publicId }) => publicId));
  return [...edit.removed].every((publicId) => ids.has(publicId)) ? items : undefined;
};

const readItems = <Item extends { readonly publicId: string }>(
  { read }: Filing<Item>,
  bytes: Uint8Array,
): readonly Item[] | undefined => {
  try {
    return read(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
};

/**
 * What is known of the entries that lie in damaged files. What the register holds in another version meanwhile comes
 * with that version's change.
 */
const statesOf = <Item extends { readonly publicId: string }>(
  draft: Draft,
  { fileOf }: Filing<Item>,
  damaged: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, readonly EntryState[]>> =>
  draft.statesBy((published) => {
    const path = fileOf(published);
    return path !== undefined && damaged.has(path) ? path : undefined;
  });
