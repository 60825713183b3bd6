import * as z from 'zod';
import type { Label } from '../kernel/label.ts';
import type { PublicEntry } from './entry.ts';
import type { Shelving } from './shelves.ts';
import { StoredCount } from './stored.ts';

/** The fields of an entry that a list shows, of those that it has. A later release may add some, and takes none away. */
const ROW_FIELDS = [
  'subjectName',
  'unifiedSocialCreditCode',
  'documentNumber',
  'decisionDate',
  'listName',
  'title',
  'text',
  'field',
  'effect',
  'publicFrom',
  'publicUntil',
  'objectedOn',
] as const;

const shown = z.string().optional();
const ListRow = z.strictObject({
  publicId: z.string(),
  ...({
    subjectName: shown,
    unifiedSocialCreditCode: shown,
    documentNumber: shown,
    decisionDate: shown,
    listName: shown,
    title: shown,
    text: shown,
    field: shown,
    effect: shown,
    publicFrom: shown,
    publicUntil: shown,
    objectedOn: shown,
  } satisfies Record<(typeof ROW_FIELDS)[number], typeof shown>),
});
/** An entry as a list shows it. */
export type ListRow = Readonly<z.infer<typeof ListRow>>;

/** lists/<kind>/<departmentCode>/<YYYY-MM>.json */
export const ListFile = z.strictObject({ rows: z.array(ListRow) });

/** An entry's row. */
export const rowOf = ({ publicId, fields }: PublicEntry): ListRow =>
  ListRow.parse({ publicId, ...Object.fromEntries(ROW_FIELDS.flatMap((name) => memberOf(name, fields[name]))) });

const memberOf = (name: string, value: unknown): readonly (readonly [string, unknown])[] =>
  value === undefined ? [] : [[name, value]];

/** The day by which an entry is listed: that of its decision; of one that is no decision, that from which it is public. */
const dayOf = (row: Pick<ListRow, 'decisionDate' | 'publicFrom'>): string => row.decisionDate ?? row.publicFrom ?? '';

/** The content of a list's file: the newest first. */
export const listContent = (rows: readonly ListRow[]): z.infer<typeof ListFile> => ({
  rows: rows.toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : -Number(dayOf(a) > dayOf(b)))),
});

const NAME = /^[a-z][a-z0-9-]*$/;
const DAY = /^(\d{4}-\d\d)-\d\d$/;

/** The list in which an entry stands, `<kind>/<departmentCode>/<YYYY-MM>`; undefined for none. */
export const listOf = ({ fields }: PublicEntry): string | undefined => {
  const { kind, departmentCode, decisionDate, publicFrom } = fields;
  const [, month] = DAY.exec(String(decisionDate ?? publicFrom)) ?? [];
  const parts = [String(kind), String(departmentCode)];
  return month === undefined || !parts.every((part) => NAME.test(part)) ? undefined : [...parts, month].join('/');
};

/**
 * A large list has further files, `<kind>/<departmentCode>/<YYYY-MM>/<n>` from 1: a change rewrites the whole file, which must not be larger
 * in a large register than in a small one.
 */
export const LISTED: Shelving = {
  most: 256,
  nameAt: (list, number) => (number === 0 ? list : `${list}/${number}`),
  shelfOf: (name) => name.split('/').slice(0, 3).join('/'),
};

/** The parts of a list's name; `part` is the number of a further file. */
export const partsOfList = (
  list: string,
): { readonly kind: string; readonly code: string; readonly month: string; readonly part?: number } => {
  const [kind = '', code = '', month = '', part] = list.split('/');
  return { kind, code, month, ...(part !== undefined && { part: Number(part) }) };
};

const LabelFile = z.strictObject({ zh: z.string(), en: z.string() });

/** lists/<kind>.json: which lists of a kind there are, and how many entries stand in each. */
export const ListIndex = z.strictObject({
  kind: z.string(),
  label: LabelFile,
  departments: z.array(
    z.strictObject({
      code: z.string(),
      name: LabelFile.optional(),
      /** A row for each file: `part` is the number of a further one. */
      months: z.array(z.strictObject({ month: z.string(), part: z.int().min(1).optional(), count: StoredCount })),
    }),
  ),
});
export type ListIndex = z.infer<typeof ListIndex>;

/** How many entries stand in each list, by the list's name. */
export type ListCounts = ReadonlyMap<string, number>;

/** The counts that an index states. */
export const countsIn = ({ kind, departments }: ListIndex): ListCounts =>
  new Map(
    departments.flatMap(({ code, months }) =>
      months.map(({ month, part = 0, count }) => [LISTED.nameAt(`${kind}/${code}/${month}`, part), count]),
    ),
  );

/** What an index calls kinds and departments. */
export interface ListNames {
  kindLabel(kind: string): Label;
  /** Undefined for one that is not known any more. */
  departmentLabel(code: string): Label | undefined;
}

/** The index of a kind: departments by code, months from the newest; undefined if nothing stands in any list. */
export const listIndex = (kind: string, counts: ListCounts, names: ListNames): ListIndex | undefined => {
  const lists = [...counts]
    .map(([list, count]) => ({ ...partsOfList(list), count }))
    .filter((list) => list.kind === kind && list.count > 0)
    .sort((a, b) => (a.month < b.month ? 1 : -Number(a.month > b.month)) || (a.part ?? 0) - (b.part ?? 0));
  if (lists.length === 0) return undefined;
  const departments = [...Map.groupBy(lists, ({ code }) => code)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    kind,
    label: names.kindLabel(kind),
    departments: departments.map(([code, months]) => {
      const name = names.departmentLabel(code);
      const files = months.map(({ month, part, count }) => ({ month, ...(part !== undefined && { part }), count }));
      return { code, ...(name && { name }), months: files };
    }),
  };
};
