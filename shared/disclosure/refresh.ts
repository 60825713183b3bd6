import { chunks } from '../kernel/concurrently.ts';

/** What is to be written anew. */
export interface Refresh {
  /** The bulk list with all its parts. */
  readonly bulkList: boolean;
  /** Groups of parts. */
  readonly groups: readonly string[];
  /** Look-up files, with the pages of all organisations in them; lists and their indexes: by their paths. */
  readonly files: readonly string[];
  /** Those of them of which nothing may be kept, since they hold something else than they should. */
  readonly wrong: readonly string[];
  /** Ids of the records whose notes, page and row another release wrote. */
  readonly entries: readonly string[];
  /** Files of members, by their paths. */
  readonly members: readonly string[];
  /** The log. */
  readonly log: boolean;
  /** The index of names, from the look-up files. */
  readonly names: boolean;
}

export const NO_REFRESH: Refresh = {
  bulkList: false,
  groups: [],
  files: [],
  wrong: [],
  entries: [],
  members: [],
  log: false,
  names: false,
};

/** Whether anything is to be written anew. */
export const refreshes = ({ bulkList, groups, files, entries, members, log, names }: Refresh): boolean =>
  bulkList || log || names || [groups, files, entries, members].some(({ length }) => length > 0);

/** So much is written anew by one version: no more than its changes may be. */
const MOST_RENEWED = 5_000;

/** What is to be written anew, a version each: damaged content first. */
export const portions = (
  { files, wrong, entries, names, ...content }: Refresh,
  most = MOST_RENEWED,
): readonly Refresh[] =>
  [
    { ...NO_REFRESH, ...content },
    ...chunks(files, most).map((some) => ({ ...NO_REFRESH, files: some, wrong })),
    // When look-up files are whole again. What another release wrote changes nothing in them, and may take many nights.
    { ...NO_REFRESH, names },
    ...chunks(entries, most).map((some) => ({ ...NO_REFRESH, entries: some })),
  ].filter(refreshes);
