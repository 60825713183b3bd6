import { dictionaryOf, type Entry } from '../../dictionary/entry.ts';
import type { Failure } from '../../kernel/failure.ts';
import type { RecordKind } from '../../records/kinds/kinds.ts';
import { put, type Tree } from '../../records/national-row.ts';
import { fromNational, isStatedEnd } from '../../records/national-value.ts';
import type { Cells } from './cells.ts';
import { isErrorHeading } from './columns.ts';
import { brokenRow } from './row-reasons.ts';
import type { TableHead } from './table.ts';
import { unreadableCell } from './unreadable-cell.ts';

type Submission = { [name: string]: unknown };

/** Puts the text of a cell where it belongs in a submission; a failure where it cannot be read. */
type Fill = (cell: string, into: { readonly sent: Submission; readonly national: Submission }) => Failure | undefined;

/** A national cell goes as it is: reading it is the intake's work. Of two columns for one key only one may be filled. */
const intoRow =
  ({ key, sent }: Entry, heading: string): Fill =>
  (cell, { national }) => {
    if (national[key] !== undefined)
      return {
        kind: 'invalid-value',
        pointer: sent,
        parameters: { expected: { zh: `“${heading}”与另一列只填其一`, en: `either "${heading}" or the other column` } },
      };
    national[key] = cell;
    return undefined;
  };

const TRUTH: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

const IS_TRUTH = '/disclosure/public';

/** What stands beside the row has the form of our own submission. */
const intoSubmission =
  ({ column, sent: pointer }: Entry): Fill =>
  (cell, { sent }) => {
    const value = fromNational(column.shape, cell);
    if (!value.ok) return { ...value.failure, pointer };
    const given = pointer === IS_TRUTH ? (TRUTH.get(value.value) ?? value.value) : value.value;
    if (given === undefined) return undefined;
    put(sent, pointer, given);
    if (column.implies) put(sent, column.implies.at, column.implies.value);
    return undefined;
  };

const ignored: Fill = () => undefined;
const unheaded: Fill = () => brokenRow('no-heading');

const withMarks =
  (fill: Fill, pointer: string | undefined): Fill =>
  (cell, into) =>
    unreadableCell(cell, pointer) ?? fill(cell, into);

const fillOf = (entry: Entry | undefined, heading: string): Fill => {
  if (entry !== undefined) return entry.column.national === undefined ? intoSubmission(entry) : intoRow(entry, heading);
  return isErrorHeading(heading) ? ignored : unheaded;
};

/** Failures of a row that are told. */
const MOST_FAILURES = 50;

/** How the rows of a table are turned into submissions, found once for all of them. */
export interface RowPlan {
  readonly kind: RecordKind;
  readonly fills: readonly Fill[];
  /** Cells that a row must have: those behind may be left out, as spreadsheets do where they are empty. */
  readonly needed: number;
  /** The first column that is read: rows of explanations begin there. */
  readonly first: number;
  readonly hasNational: boolean;
}

/** The plan of a table with such a head. */
export const rowPlan = (kind: RecordKind, { columns = [], entries = [] }: TableHead): RowPlan => {
  const dictionary = dictionaryOf(kind);
  const own = columns.map((_, at) => dictionary[entries[at]?.[0] ?? -1]);
  const isNeeded = (entry: Entry | undefined): boolean =>
    entry !== undefined && (entry.column.required === true || isStatedEnd(entry.column.shape));
  return {
    kind,
    fills: own.map((entry, at) => {
      const fill = fillOf(entry, columns[at] ?? '');
      return fill === ignored ? fill : withMarks(fill, entry?.sent);
    }),
    needed: own.findLastIndex(isNeeded) + 1,
    first: own.findIndex((entry) => entry !== undefined),
    hasNational: own.some((entry) => entry?.column.national !== undefined),
  };
};

/** The submission that the cells of a row are, or what is wrong with them. */
export const submissionOf = (
  { kind, fills, needed, hasNational }: RowPlan,
  cells: readonly string[],
): { readonly sent: Tree; readonly failures: readonly Failure[] } => {
  const national: Submission = {};
  const sent: Submission = hasNational ? { kind, national } : { kind };
  const failures: Failure[] = cells.length < needed ? [brokenRow('too-few')] : [];
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? '';
    if (cell === '' || cell.trim() === '') continue;
    const fill = fills[at];
    if (fill === undefined) {
      failures.push(brokenRow('too-many'));
      break;
    }
    const failure = fill(cell, { sent, national });
    if (failure !== undefined) failures.push(failure);
  }
  return { sent, failures: failures.slice(0, MOST_FAILURES) };
};

/** A row of explanations begins with these words, in the first column that is read: the templates have one. */
export const EXPLANATIONS = '填写说明';

/** Whether a row says how to fill the table, and is none of it. */
export const isExplanations = ({ first }: RowPlan, cells: Cells): boolean =>
  typeof cells !== 'string' && cells[first]?.trimStart().startsWith(EXPLANATIONS) === true;
