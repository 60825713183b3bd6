import type { Draft } from '../disclosure/draft.ts';
import { placeTexts } from '../disclosure/draft-filed.ts';
import type { FollowSubjects } from '../disclosure/subject-change.ts';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import { editPage, type WantedPages, type WantedRows } from './edit-page.ts';
import { editPostings, type Postings, readPostingsFile } from './edit-postings.ts';
import { FAMILIES, type Family } from './grams.ts';
import { HOT_ABOVE } from './index-notes.ts';
import { type IndexState, placeNotes, stateBefore } from './index-state.ts';
import { noteSize } from './large-files.ts';
import { namePageText, readNamePage } from './name-page.ts';
import { rowsOf } from './name-rows.ts';
import { keyOf, pageOf } from './pages.ts';
import { droppedIn, notePostings, type PostingEdit, type PostingEdits } from './posting-edits.ts';
import { postingsText } from './postings.ts';
import { rebuildNames } from './rebuild-names.ts';

/** Follows the organisations of a version; then writes what of the index of names they change. */
export interface NamesDraft {
  readonly follow: FollowSubjects;
  /** Answers whether names wait to be added when a load is over. */
  finish(): Promise<boolean>;
}

/** Small files: the time is S3's, not ours. */
const FILES_AT_A_TIME = 32;
/** Read and written together, so that memory holds some hundreds of files of a few kilobytes. */
const FILES_A_PACK = 200;

/** What leaves an organisation's public entries leaves pages and postings in the same version. */
export const draftNames = (draft: Draft, hotAbove = HOT_ABOVE): NamesDraft => {
  const wanted: WantedPages = new Map();
  return {
    follow: async (subjects) => {
      for (const { code, subject, before, after } of subjects) {
        const key = keyOf(subject);
        const page = wanted.get(pageOf(key)) ?? new Map<string, WantedRows>();
        wanted.set(pageOf(key), page.set(code, { key, before: rowsOf(code, before), after: rowsOf(code, after) }));
      }
    },
    finish: async () => {
      const waits = !draft.refresh.names && (draft.isLoad || draft.namesWait);
      const state = draft.refresh.names
        ? await rebuildNames(draft, wanted, (await stateBefore(draft, hotAbove)).state)
        : await editNames(draft, wanted, { hotAbove, waits });
      if (state) await placeNotes(draft, state);
      return waits;
    },
  };
};

/** Undefined if nothing changed. */
const editNames = async (
  draft: Draft,
  wanted: WantedPages,
  { hotAbove, waits }: { readonly hotAbove: number; readonly waits: boolean },
): Promise<IndexState | undefined> => {
  const { state, isNew } = await stateBefore(draft, hotAbove);
  const all = await editPages(draft, wanted, { state, waits });
  const edits = waits ? droppedIn(all) : all;
  // The names that come stand on their pages, and are found when the load is over: it would write all postings anew with each version.
  if (waits) state.sound = false;
  for (const some of chunks([...edits], FILES_A_PACK)) {
    const files = await concurrently(FILES_AT_A_TIME, some, ([path, changes]) => editFile(draft, path, changes, state));
    await placeTexts(draft, files.flat());
  }
  return isNew || all.size > 0 || !state.sound ? state : undefined;
};

const editPages = async (
  draft: Draft,
  wanted: WantedPages,
  { state, waits }: { readonly state: IndexState; readonly waits: boolean },
): Promise<PostingEdits> => {
  const edits: PostingEdits = new Map();
  const keyOfCode = (code: string) => keyOf(draft.codec.sha256(code));
  for (const some of chunks([...wanted], FILES_A_PACK)) {
    const files = await concurrently(FILES_AT_A_TIME, some, async ([path, organisations]) => {
      const bytes = await draft.current(path);
      // A page that should be there and is not tells nothing, as a damaged one. Where files cannot be read, who is to
      // know that it should not.
      const mayBeThere =
        draft.readOrFail !== undefined || [...organisations.values()].some(({ before }) => before.length > 0);
      const isLost = bytes === undefined && mayBeThere;
      const page = isLost ? undefined : readNamePage(bytes);
      const { rows, changes, sound } = editPage(page, organisations, keyOfCode);
      if (!sound) {
        unsound(draft, path, state);
        state.pages = false;
      }
      if (page && changes.length === 0) return [];
      // Of names that wait nothing is asked but what leaves.
      for (const { key, before, after } of changes)
        if (!waits || before.length > 0) notePostings(edits, key, { before, after });
      return counted(state, 'p', { path, existed: bytes !== undefined, text: namePageText(rows) });
    });
    await placeTexts(draft, files.flat());
  }
  return edits;
};

const NONE: Postings = new Map();

const editFile = async (
  draft: Draft,
  path: string,
  edits: ReadonlyMap<string, PostingEdit>,
  state: IndexState,
): Promise<readonly Written[]> => {
  const family = FAMILIES.find((one) => path.startsWith(`names/${one}/`)) ?? 'g';
  const bytes = await draft.current(path);
  const before = bytes ? readPostingsFile(bytes) : NONE;
  const { postings, sound } = editPostings(before ?? NONE, edits, { hot: state.hot[family], hotAbove: state.hotAbove });
  if (!sound || before === undefined) unsound(draft, path, state);
  // What is not there though it should be may lie there unread: then it goes.
  if (bytes === undefined && postings.size === 0 && sound) return [];
  const text = postings.size === 0 ? undefined : postingsText(postings);
  noteSize(state.large, path, text);
  return counted(state, family, { path, existed: bytes !== undefined, text });
};

interface Written {
  readonly path: string;
  readonly text: string | undefined;
}

const counted = (
  state: IndexState,
  folder: 'p' | Family,
  { existed, ...file }: Written & { readonly existed: boolean },
): readonly Written[] => {
  state.files[folder] += Number(file.text !== undefined) - Number(existed);
  return [file];
};

/** What is missing is not looked for now: that would keep what must leave waiting. The nightly audit has all built anew. */
const unsound = (draft: Draft, path: string, state: IndexState): void => {
  if (state.sound) draft.damaged(path);
  state.sound = false;
};
