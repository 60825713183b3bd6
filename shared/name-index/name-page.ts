import * as z from 'zod';
import type { NameRow } from './pages.ts';

const Cell = z.string();
const Page = z.strictObject({
  names: z.array(z.union([z.tuple([Cell, Cell, Cell]), z.tuple([Cell, Cell, Cell, Cell])]).readonly()),
});

/** The rows of a page; none if there is no such page; undefined if it is damaged. */
export const readNamePage = (bytes: Uint8Array | undefined): readonly NameRow[] | undefined => {
  if (bytes === undefined) return [];
  try {
    return Page.parse(JSON.parse(new TextDecoder().decode(bytes))).names;
  } catch {
    return undefined;
  }
};

const byCodeAndName = (a: NameRow, b: NameRow): number => {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] < b[1] ? -1 : 1;
};

/** A page as a text, sorted by code and name; undefined without a row: then there is no page. */
export const namePageText = (rows: readonly NameRow[]): string | undefined =>
  rows.length === 0 ? undefined : JSON.stringify({ names: rows.toSorted(byCodeAndName) });
