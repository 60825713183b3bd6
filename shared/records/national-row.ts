import { pointerSegment } from '../http/parse.ts';
import type { Failure } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Column } from './kinds/column.ts';
import { kindDefinition, type RecordKind } from './kinds/kinds.ts';
import { fromNational, isStatedEnd, toNational } from './national-value.ts';

/** A row of a national table: every value a text as it is exchanged; amounts and codes may come as numbers. */
export type NationalRow = Readonly<Record<string, string | number>>;

type Tree = { [name: string]: unknown };

const put = (tree: Tree, at: string, value: unknown): void => {
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

const unstatedEnds = (kind: RecordKind, row: NationalRow): readonly Failure[] =>
  kindDefinition(kind)
    .columns.filter(({ national, shape }) => isStatedEnd(shape) && isEmpty(row[national]))
    .map(({ national }) => ({ kind: 'missing-field', pointer: `/national/${national}` }));

const columnFor = (kind: RecordKind, key: string): Column | undefined =>
  kindDefinition(kind).columns.find(({ national, variants }) => national === key || variants?.includes(key));

/** Turns a national row into a submission that is yet to be parsed; failures point into the row. Empty cells are absent. */
export const fromNationalRow = (kind: RecordKind, row: NationalRow): Result<Tree, readonly Failure[]> => {
  const tree: Tree = { kind };
  const failures: Failure[] = [];
  for (const [key, given] of Object.entries(row)) {
    const pointer = `/national${pointerSegment(key)}`;
    const column = columnFor(kind, key);
    if (column === undefined) failures.push({ kind: 'unknown-field', pointer, parameters: { field: key } });
    if (column === undefined || isEmpty(given)) continue;
    const value = fromNational(column.shape, given);
    if (!value.ok) failures.push({ ...value.failure, pointer });
    if (value.ok && value.value !== undefined) put(tree, column.at, value.value);
  }
  failures.push(...unstatedEnds(kind, row));
  return failures.length > 0 ? fail(failures) : ok(tree);
};

const isWithin = (place: string, whole: string): boolean => place === whole || place.startsWith(`${whole}/`);

/** Where a failure lies in what was sent: at the column that fills its place, or at the first of those below it. */
export const toNationalPointer = (kind: RecordKind, failure: Failure): Failure => {
  const { pointer } = failure;
  if (pointer === undefined) return failure;
  // Sent beside the row.
  if (pointer === '/subject/birthDate') return { ...failure, pointer: '/birthDate' };
  const { columns } = kindDefinition(kind);
  const column = columns.find(({ at }) => isWithin(pointer, at)) ?? columns.find(({ at }) => isWithin(at, pointer));
  return column === undefined ? failure : { ...failure, pointer: `/national/${column.national}` };
};

/** The national row of a submission or of a record: every column in the table's order, an absent value as an empty cell. */
export const toNationalRow = (kind: RecordKind, source: object): Readonly<Record<string, string>> =>
  Object.fromEntries(
    kindDefinition(kind).columns.map(({ national, at, shape }) => [national, toNational(shape, valueIn(source, at))]),
  );
