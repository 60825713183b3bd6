import type { HeadKey } from '../register/head.ts';
import type { RegisterItem } from './register-pages-store.ts';
import type { Tally } from './tally.ts';

/** Items of a page at a time: enough to keep a table busy from one machine. */
export const AT_ONCE = 16;

/** How what follows from the items of one entity is derived anew. */
export interface Rederiver {
  readonly entity: string;
  /** Looks at some items of a page, and writes what is missing, or only says what it is. */
  rederive(items: readonly RegisterItem[], dryRun: boolean): Promise<Tally>;
}

/** A head as it was read, and where it lies. */
export type Located<Stored> = Stored & { readonly key: HeadKey };

/** The heads among some items; of those that cannot be read, their ids. */
export const readHeads = <Stored extends object>(items: readonly RegisterItem[], read: (item: unknown) => Stored) => {
  const heads: Located<Stored>[] = [];
  const unreadable: string[] = [];
  for (const item of items) {
    try {
      heads.push({ ...read(item), key: { pk: item.pk, sk: item.sk } });
    } catch {
      unreadable.push(item.id ?? 'without an id');
    }
  }
  return { heads, unreadable };
};
