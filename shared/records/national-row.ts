import { pointerSegment } from '../http/parse.ts';
import type { Failure } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { SUBJECT_CATEGORIES } from '../subjects/subject.ts';
import type { Column } from './kinds/column.ts';
import { kindDefinition, type RecordKind } from './kinds/kinds.ts';
import { fromNational, isStatedEnd, toNational } from './national-value.ts';

/** A row of a national table: every value a text as it is exchanged; amounts and codes may come as numbers. */
export type NationalRow = Readonly<Record<string, string | number>>;

export type Tree = { [name: string]: unknown };

const CATEGORY = '/subject/category';

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const stepsTo = (at: string): readonly string[] => at.slice(1).split('/');

const putAt = (tree: Tree, steps: readonly string[], value: unknown): void => {
  let place = tree;
  for (let step = 0; step < steps.length - 1; step += 1) {
    const name = steps[step] ?? '';
    const inner = place[name];
    const next: Tree = isTree(inner) ? inner : {};
    if (next !== inner) place[name] = next;
    place = next;
  }
  place[steps.at(-1) ?? ''] = value;
};

/** Puts a value into a tree of one's own at a JSON Pointer, making the objects on the way. */
export const put = (tree: Tree, at: string, value: unknown): void => putAt(tree, stepsTo(at), value);

const valueIn = (tree: unknown, at: string): unknown =>
  stepsTo(at).reduce<unknown>(
    (place, name) => (typeof place === 'object' && place !== null ? Reflect.get(place, name) : undefined),
    tree,
  );

const isEmpty = (given: string | number | undefined): boolean =>
  given === undefined || (typeof given === 'string' && given.trim() === '');

type NationalColumn = Column & { readonly national: string; readonly steps: readonly string[] };

/** The columns of a table, found once: rows come by the million. */
interface Table {
  readonly columns: readonly NationalColumn[];
  /** By key and by every other spelling of it. */
  readonly byName: ReadonlyMap<string, NationalColumn>;
  /** Columns of ends that a row must state. */
  readonly stated: readonly NationalColumn[];
  readonly category: NationalColumn | undefined;
}

const tableFrom = (kind: RecordKind, category: unknown): Table => {
  const columns = kindDefinition(kind).columns.flatMap(({ national, ...column }) => {
    const isOther = category !== undefined && column.of?.every((one) => one !== category);
    return national === undefined || isOther ? [] : [{ ...column, national, steps: stepsTo(column.at) }];
  });
  const byName = new Map<string, NationalColumn>();
  for (const column of columns)
    for (const name of [column.national, ...(column.variants ?? [])]) if (!byName.has(name)) byName.set(name, column);
  const stated = columns.filter(({ shape }) => isStatedEnd(shape));
  return { columns, byName, stated, category: columns.find(({ at }) => at === CATEGORY) };
};

const tables = new Map<string, Table>();

/** The table of rows about a subject of a category: some columns are of some categories alone. All of them while the category is not known. */
const tableOf = (kind: RecordKind, given: unknown): Table => {
  const category = SUBJECT_CATEGORIES.find((one) => one === given);
  const name = `${kind} ${category ?? ''}`;
  const table = tables.get(name) ?? tableFrom(kind, category);
  tables.set(name, table);
  return table;
};

const unstatedEnds = ({ stated }: Table, row: NationalRow): readonly Failure[] =>
  stated
    .filter(({ national }) => isEmpty(row[national]))
    .map(({ national }) => ({ kind: 'missing-field', pointer: `/national/${national}` }));

/** What a row says of its subject's category, if that can be read: some columns depend on it. */
const categoryIn = (kind: RecordKind, row: NationalRow): unknown => {
  const { category: column } = tableOf(kind, undefined);
  const given = column && row[column.national];
  if (column === undefined || given === undefined) return undefined;
  const value = fromNational(column.shape, given);
  return value.ok ? value.value : undefined;
};

/** A column under two of its spellings: which one is meant cannot be known. */
const spelledTwice = (pointer: string, other: string): Failure => ({
  kind: 'invalid-value',
  pointer,
  parameters: {
    expected: { zh: `与“${other}”为同一项，只填其一`, en: `either this or "${other}": they are the same` },
  },
});

const pointerTo = (key: string): string => `/national${pointerSegment(key)}`;

/** Turns a national row into a submission that is yet to be parsed; failures point into the row. Empty cells are absent. */
export const fromNationalRow = (kind: RecordKind, row: NationalRow): Result<Tree, readonly Failure[]> => {
  const tree: Tree = { kind };
  const failures: Failure[] = [];
  const table = tableOf(kind, categoryIn(kind, row));
  const filled = new Map<string, string>();
  for (const key of Object.keys(row)) {
    const given = row[key];
    const column = table.byName.get(key);
    if (column === undefined)
      failures.push({ kind: 'unknown-field', pointer: pointerTo(key), parameters: { field: key } });
    if (column === undefined || given === undefined || isEmpty(given)) continue;
    const value = fromNational(column.shape, given);
    if (!value.ok) failures.push({ ...value.failure, pointer: pointerTo(key) });
    if (!value.ok || value.value === undefined) continue;
    const other = column.variants && filled.get(column.at);
    if (other !== undefined) failures.push(spelledTwice(pointerTo(key), other));
    if (column.variants) filled.set(column.at, key);
    putAt(tree, column.steps, value.value);
    if (column.implies) put(tree, column.implies.at, column.implies.value);
  }
  failures.push(...unstatedEnds(table, row));
  return failures.length > 0 ? fail(failures) : ok(tree);
};

const isWithin = (place: string, whole: string): boolean => place === whole || place.startsWith(`${whole}/`);

/** Where a failure lies in what was sent: at the column that fills its place, or at the first of those below it. */
export const toNationalPointer = (kind: RecordKind, failure: Failure): Failure => {
  const { pointer } = failure;
  if (pointer === undefined) return failure;
  // Sent beside the row.
  if (pointer === '/subject/birthDate') return { ...failure, pointer: '/birthDate' };
  const { columns } = tableOf(kind, undefined);
  const column = columns.find(({ at }) => isWithin(pointer, at)) ?? columns.find(({ at }) => isWithin(at, pointer));
  return column === undefined ? failure : { ...failure, pointer: `/national/${column.national}` };
};

const cellOf = ({ at, shape, implies }: NationalColumn, source: object): string => {
  const isMeant = implies === undefined || valueIn(source, implies.at) === implies.value;
  return toNational(shape, isMeant ? valueIn(source, at) : undefined);
};

/** The national row of a submission or of a record: every column in the table's order, an absent value as an empty cell. */
export const toNationalRow = (kind: RecordKind, source: object): Readonly<Record<string, string>> =>
  Object.fromEntries(
    tableOf(kind, valueIn(source, CATEGORY)).columns.map((column) => [column.national, cellOf(column, source)]),
  );
