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

/** Puts a value into a tree at a JSON Pointer, making the objects on the way. */
export const put = (tree: Tree, at: string, value: unknown): void => {
  const path = at.slice(1).split('/');
  const last = path.pop() ?? '';
  let place = tree;
  for (const name of path) {
    const inner = place[name];
    const next: Tree = typeof inner === 'object' && inner !== null ? { ...inner } : {};
    place[name] = next;
    place = next;
  }
  place[last] = value;
};

const valueIn = (tree: unknown, at: string): unknown =>
  at
    .slice(1)
    .split('/')
    .reduce<unknown>(
      (place, name) => (typeof place === 'object' && place !== null ? Reflect.get(place, name) : undefined),
      tree,
    );

const isEmpty = (given: string | number | undefined): boolean => String(given ?? '').trim() === '';

type NationalColumn = Column & { readonly national: string };

/** The columns that rows about a subject of a category have; all of them while the category is not known. */
const columnsOf = (kind: RecordKind, category: unknown): readonly NationalColumn[] =>
  kindDefinition(kind).columns.flatMap(({ national, ...column }) => {
    const isOther = category !== undefined && column.of?.every((one) => one !== category);
    return national === undefined || isOther ? [] : [{ ...column, national }];
  });

const isNamed = ({ national, variants }: NationalColumn, key: string): boolean =>
  national === key || variants?.includes(key) === true;

const unstatedEnds = (columns: readonly NationalColumn[], row: NationalRow): readonly Failure[] =>
  columns
    .filter(({ national, shape }) => isStatedEnd(shape) && isEmpty(row[national]))
    .map(({ national }) => ({ kind: 'missing-field', pointer: `/national/${national}` }));

const CATEGORY = '/subject/category';

/** What a row says of its subject's category, if that can be read: some columns depend on it. */
const categoryIn = (kind: RecordKind, row: NationalRow): unknown => {
  const column = columnsOf(kind, undefined).find(({ at }) => at === CATEGORY);
  const given = column && row[column.national];
  if (column === undefined || given === undefined) return undefined;
  const value = fromNational(column.shape, given);
  return value.ok && SUBJECT_CATEGORIES.some((category) => category === value.value) ? value.value : undefined;
};

/** A column under two of its spellings: which one is meant cannot be known. */
const spelledTwice = (pointer: string, other: string): Failure => ({
  kind: 'invalid-value',
  pointer,
  parameters: {
    expected: { zh: `与“${other}”为同一项，只填其一`, en: `either this or "${other}": they are the same` },
  },
});

/** Turns a national row into a submission that is yet to be parsed; failures point into the row. Empty cells are absent. */
export const fromNationalRow = (kind: RecordKind, row: NationalRow): Result<Tree, readonly Failure[]> => {
  const tree: Tree = { kind };
  const failures: Failure[] = [];
  const columns = columnsOf(kind, categoryIn(kind, row));
  const filled = new Map<string, string>();
  for (const [key, given] of Object.entries(row)) {
    const pointer = `/national${pointerSegment(key)}`;
    const column = columns.find((one) => isNamed(one, key));
    if (column === undefined) failures.push({ kind: 'unknown-field', pointer, parameters: { field: key } });
    if (column === undefined || isEmpty(given)) continue;
    const value = fromNational(column.shape, given);
    if (!value.ok) failures.push({ ...value.failure, pointer });
    if (!value.ok || value.value === undefined) continue;
    const other = filled.get(column.at);
    if (other !== undefined) failures.push(spelledTwice(pointer, other));
    filled.set(column.at, key);
    put(tree, column.at, value.value);
    if (column.implies) put(tree, column.implies.at, column.implies.value);
  }
  failures.push(...unstatedEnds(columns, row));
  return failures.length > 0 ? fail(failures) : ok(tree);
};

const isWithin = (place: string, whole: string): boolean => place === whole || place.startsWith(`${whole}/`);

/** Where a failure lies in what was sent: at the column that fills its place, or at the first of those below it. */
export const toNationalPointer = (kind: RecordKind, failure: Failure): Failure => {
  const { pointer } = failure;
  if (pointer === undefined) return failure;
  // Sent beside the row.
  if (pointer === '/subject/birthDate') return { ...failure, pointer: '/birthDate' };
  const columns = columnsOf(kind, undefined);
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
    columnsOf(kind, valueIn(source, CATEGORY)).map((column) => [column.national, cellOf(column, source)]),
  );
