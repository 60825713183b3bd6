import { subjectCodeOf } from './admission.ts';
import type { PublicEntry } from './entry.ts';

/**
 * An organisation whose public entries a version touches, or whose look-up file it writes anew. `before` and `after`
 * are all its entries, sorted by publicId, as its look-up file holds them before the version and after; each may be
 * empty. An organisation comes at most once in a version.
 *
 * If the file before was damaged or lost, `before` is empty, whatever the public copy held: `anew` is set then, for
 * every organisation whose entries are in the file. It is also set where files are to be written again though
 * nothing changed. Who follows writes all that `after` says then, whether `before` differs or not, and takes out what
 * it knows of an organisation that has nothing after.
 */
export interface SubjectChange {
  /** Unified social credit code. */
  readonly code: string;
  /** SHA-256 of the code, lower-case hex. */
  readonly subject: string;
  readonly before: readonly PublicEntry[];
  readonly after: readonly PublicEntry[];
  readonly anew: boolean;
}

/**
 * Is told of the organisations that a version touches, some hundreds at a time. What it drafts goes out with the
 * version.
 */
export type FollowSubjects = (subjects: readonly SubjectChange[]) => Promise<void>;

/** A look-up file before and after a version. */
export interface LookupChange {
  /** Undefined if the file was damaged or lost. */
  readonly before: readonly PublicEntry[] | undefined;
  readonly after: readonly PublicEntry[];
  /** Codes of organisations that changes name, beside those of the entries that they touch. */
  readonly codes: ReadonlySet<string>;
  /** Ids of the entries that change. */
  readonly touched: ReadonlySet<string>;
  /** The file is written again though nothing changed in it. */
  readonly again: boolean;
}

/** The organisations that a version touches in one look-up file. */
export const subjectChanges = (
  { before, after, codes, touched, again }: LookupChange,
  sha256: (code: string) => string,
): readonly SubjectChange[] => {
  const anew = again || before === undefined;
  const old = Map.groupBy(before ?? [], subjectCodeOf);
  const now = Map.groupBy(after, subjectCodeOf);
  const concerned = [...(before ?? []), ...after].filter(({ publicId }) => anew || touched.has(publicId));
  return [...new Set([...codes, ...concerned.map(subjectCodeOf)])].flatMap((code) =>
    code === undefined
      ? []
      : [{ code, subject: sha256(code), before: old.get(code) ?? [], after: now.get(code) ?? [], anew }],
  );
};
