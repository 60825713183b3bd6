import type { Failure } from '../kernel/failure.ts';
import { fenFromWan, parseFen, wanFromFen } from '../kernel/money.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Column, Shape } from './kinds/column.ts';
import { kindDefinition, type RecordKind } from './kinds/kinds.ts';

/** A row of a national table: every value a text as it is exchanged; amounts and codes may come as numbers. */
export type NationalRow = Readonly<Record<string, string | number>>;

/** The national way to write "without an end" (长期); ours is an absent date. */
const WITHOUT_END = ['2099-12-31', '9999-12-31'];
const WITHOUT_END_NATIONAL = '2099/12/31';

/** `2026/9/1`, `2026.09.01`, `2026年9月1日` and `20260901` are met in departments' rows; what is no date is left to the schema to refuse. */
const isoDate = (text: string): string => {
  const [, year, month, day] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text.normalize('NFKC')) ?? [];
  return year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
};

const fromCode = (codes: Readonly<Record<string, string>> | undefined, text: string): string =>
  Object.entries(codes ?? {}).find(([, code]) => code === text)?.[0] ?? text;

const ours = (shape: Shape, given: string | number): Result<unknown, Failure> => {
  const text = String(given).trim();
  switch (shape.type) {
    case 'text':
      return ok(text);
    case 'date':
      return ok(isoDate(text));
    case 'end-date':
      return ok(WITHOUT_END.includes(isoDate(text)) ? undefined : isoDate(text));
    case 'money': {
      const fen = fenFromWan(text);
      return fen.ok
        ? ok(fen.value)
        : fail({
            kind: 'invalid-value',
            parameters: { expected: '万元，至多六位小数 (10,000 yuan, at most six decimals)' },
          });
    }
    case 'word':
      return ok(fromCode(shape.codes, text));
    case 'words':
      return ok(
        text
          .split(/[;；、，,]/)
          .map((word) => word.trim())
          .filter((word) => word !== ''),
      );
    default:
      return shape satisfies never;
  }
};

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

const columnFor = (kind: RecordKind, key: string): Column | undefined =>
  kindDefinition(kind).columns.find(({ national, variants }) => national === key || variants?.includes(key));

/** Turns a national row into a submission that is yet to be parsed; failures point into the row. Empty cells are absent. */
export const fromNationalRow = (kind: RecordKind, row: NationalRow): Result<Tree, readonly Failure[]> => {
  const tree: Tree = { kind };
  const failures: Failure[] = [];
  for (const [key, given] of Object.entries(row)) {
    const pointer = `/national/${key}`;
    const column = columnFor(kind, key);
    if (column === undefined) failures.push({ kind: 'unknown-field', pointer, parameters: { field: key } });
    if (column === undefined || String(given).trim() === '') continue;
    const value = ours(column.shape, given);
    if (!value.ok) failures.push({ ...value.failure, pointer });
    if (value.ok && value.value !== undefined) put(tree, column.at, value.value);
  }
  return failures.length > 0 ? fail(failures) : ok(tree);
};

/** Where a failure of the submission lies in the national row that it was made of. */
export const toNationalPointer = (kind: RecordKind, failure: Failure): Failure => {
  const at = failure.pointer ?? '';
  const column = kindDefinition(kind).columns.find(
    (candidate) => at === candidate.at || at.startsWith(`${candidate.at}/`),
  );
  return column === undefined ? failure : { ...failure, pointer: `/national/${column.national}` };
};

const national = (shape: Shape, value: unknown): string => {
  switch (shape.type) {
    case 'text':
      return String(value);
    case 'date':
    case 'end-date':
      return String(value).replaceAll('-', '/');
    case 'money': {
      const fen = parseFen(value);
      return fen === undefined ? '' : wanFromFen(fen);
    }
    case 'word':
      return shape.codes?.[String(value)] ?? String(value);
    case 'words':
      return Array.isArray(value) ? value.join(';') : String(value);
    default:
      return shape satisfies never;
  }
};

/** The national row of a submission or of a record: every column in the table's order, an absent value as an empty cell. */
export const toNationalRow = (kind: RecordKind, source: object): Readonly<Record<string, string>> =>
  Object.fromEntries(
    kindDefinition(kind).columns.map(({ national: key, at, shape, required }) => {
      const value = valueIn(source, at);
      const withoutEnd = shape.type === 'end-date' && required ? WITHOUT_END_NATIONAL : '';
      return [key, value === undefined ? withoutEnd : national(shape, value)];
    }),
  );
