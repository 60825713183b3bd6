import type { Label } from '../../../shared/kernel/label.ts';
import { readJson } from './read.ts';

/** A row of a list (docs/disclosure-format.md): an entry as lists show it. */
export interface ListRow {
  readonly publicId: string;
  readonly subjectName?: string;
  readonly unifiedSocialCreditCode?: string;
  readonly documentNumber?: string;
  readonly decisionDate?: string;
  readonly listName?: string;
  readonly title?: string;
  readonly text?: string;
  readonly field?: string;
  readonly effect?: string;
  readonly publicFrom?: string;
  readonly publicUntil?: string;
  readonly objectedOn?: string;
}

/** Which lists of a kind there are, and how many entries stand in each. */
export interface ListIndex {
  readonly kind: string;
  readonly label: Label;
  readonly departments: readonly {
    readonly code: string;
    readonly name?: Label;
    /** A row for each file: a large list has further ones, numbered. */
    readonly months: readonly { readonly month: string; readonly part?: number; readonly count: number }[];
  }[];
}

/** One file of a list: a department's entries of a kind and month, or a part of them. */
export interface List {
  readonly kind: string;
  readonly code: string;
  readonly department: Label;
  readonly month: string;
  readonly part: number | undefined;
  readonly count: number;
}

/** A row with the department whose entry it is. */
export type DepartmentRow = ListRow & { readonly department: Label };

/** Files that are asked for at once. */
const AT_ONCE = 6;

/** The index of a kind; undefined if nothing of it is public. */
export const readIndex = (kind: string): Promise<ListIndex | undefined> => readJson<ListIndex>(`/lists/${kind}.json`);

/** Every list of a kind, the newest month first. */
export const listsIn = ({ kind, departments }: ListIndex): readonly List[] =>
  departments
    .flatMap(({ code, name = { zh: code, en: code }, months }) =>
      months.map(({ month, part, count }) => ({ kind, code, department: name, month, part, count })),
    )
    .toSorted((a, b) => (a.month < b.month ? 1 : -1));

/** The day by which a row is listed. */
export const dayOf = ({ decisionDate, publicFrom }: ListRow): string => decisionDate ?? publicFrom ?? '';

const rowsOf = async ({ kind, code, month, part, department }: List): Promise<readonly DepartmentRow[]> => {
  const name = part === undefined ? month : `${month}/${part}`;
  const file = await readJson<{ rows: readonly ListRow[] }>(`/lists/${kind}/${code}/${name}.json`);
  return (file?.rows ?? []).map((row) => ({ ...row, department }));
};

/** Rows of several lists, the newest first; a list that is gone has none. */
export const readRows = async (lists: readonly List[]): Promise<readonly DepartmentRow[]> => {
  const waiting = [...lists];
  const read: DepartmentRow[] = [];
  const work = async (): Promise<void> => {
    for (let list = waiting.shift(); list !== undefined; list = waiting.shift()) read.push(...(await rowsOf(list)));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, lists.length) }, work));
  return read.toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : -Number(dayOf(a) > dayOf(b))));
};
