import type { NameRow } from './pages.ts';
import type { IndexKey } from './postings.ts';

/** The rows that an organisation is to have, and those that its entries gave it before. */
export interface WantedRows {
  readonly key: IndexKey;
  readonly before: readonly NameRow[];
  readonly after: readonly NameRow[];
}

/** Organisations by the page on which their names lie, and by code. */
export type WantedPages = Map<string, Map<string, WantedRows>>;

/** The rows of all organisations of a key, before and after. */
export interface KeyChange {
  readonly key: IndexKey;
  readonly before: readonly NameRow[];
  readonly after: readonly NameRow[];
}

/** A page after a version. */
export interface EditedPage {
  readonly rows: readonly NameRow[];
  readonly changes: readonly KeyChange[];
  /** False if the page did not hold what it must have held. */
  readonly sound: boolean;
}

const sameNames = (a: readonly NameRow[], b: readonly NameRow[]): boolean =>
  a.length === b.length && a.every(([, name]) => b.some(([, other]) => other === name));

const isSame = (a: readonly NameRow[], b: readonly NameRow[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Gives organisations the rows that they are to have on their page; all others keep theirs. Of a page that is damaged
 * (`undefined`) nothing is known but what the organisations' own entries tell.
 */
export const editPage = (
  page: readonly NameRow[] | undefined,
  wanted: ReadonlyMap<string, WantedRows>,
  keyOfCode: (code: string) => IndexKey,
): EditedPage => {
  const known = page ?? [...wanted.values()].flatMap(({ before }) => before);
  const rowsOf = Map.groupBy(known, ([code]) => code);
  // Who should stand on the page and does not, since it was written anew while it could not be read, is in postings still.
  const changed = [...wanted].filter(
    ([code, { before, after }]) =>
      !isSame(rowsOf.get(code) ?? [], after) || (!rowsOf.has(code) && !isSame(before, after)),
  );
  const sound =
    page !== undefined &&
    [...wanted].every(([code, { before }]) => before.length === 0 || sameNames(rowsOf.get(code) ?? [], before));
  const codes = new Set(changed.map(([code]) => code));
  const kept = known.filter(([code]) => !codes.has(code));
  const keys = new Set(changed.map(([, { key }]) => key));
  // Codes' digests are asked for only where something changes: then other organisations may have the same key.
  const keyed = keys.size === 0 ? [] : kept.map((row) => ({ row, key: keyOfCode(row[0]) }));
  const changes = [...keys].map((key): KeyChange => {
    const others = keyed.flatMap((other) => (other.key === key ? [other.row] : []));
    const own = changed.filter(([, rows]) => rows.key === key);
    return {
      key,
      before: [...others, ...own.flatMap(([code, { before }]) => rowsOf.get(code) ?? before)],
      after: [...others, ...own.flatMap(([, { after }]) => after)],
    };
  });
  return { rows: [...kept, ...changed.flatMap(([, { after }]) => after)], changes, sound };
};
