import type { Costs } from './rounds.ts';

/** One line of the result: a ratio, or something counted (then there is no spread). */
export interface Row {
  readonly case: string;
  readonly measure: string;
  /** `x`, `KiB`, `%`, … */
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The most that is wanted. */
  readonly goal?: number;
}

export interface Case {
  readonly name: string;
  /** What it costs to find out: seconds, roughly. */
  readonly run: (options: Options) => Promise<readonly Row[]>;
}

export interface Options {
  readonly rounds: number;
  /** Entries of the publications. */
  readonly size: { readonly full: number; readonly total: number; readonly changes: number };
}

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

const median = (values: readonly number[]): number => {
  const inOrder = sorted(values);
  const middle = Math.floor(inOrder.length / 2);
  const upper = inOrder[middle] ?? Number.NaN;
  return inOrder.length % 2 === 1 ? upper : (upper + (inOrder[middle - 1] ?? upper)) / 2;
};

/** A contestant's cost in terms of another's of the same round. */
export const ratio = <Name extends string>(
  costs: Costs<Name>,
  of: Name,
  to: Name,
  label: Pick<Row, 'case' | 'measure' | 'goal'>,
): Row => {
  const ratios = costs[of].map((cost, round) => cost / (costs[to][round] ?? Number.NaN));
  return { ...label, unit: 'x', median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
};

/** Something that is the same in every run. */
export const counted = (value: number, label: Pick<Row, 'case' | 'measure' | 'unit' | 'goal'>): Row => ({
  ...label,
  median: value,
  min: value,
  max: value,
});

const digits = (value: number): string => {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(Math.abs(value) < 0.1 ? 4 : 2);
};

const verdict = ({ median: value, goal }: Row): string => {
  if (goal === undefined) return '';
  return value <= goal ? `≤ ${digits(goal)}  reached` : `≤ ${digits(goal)}  missed`;
};

const HEADINGS = ['case', 'measure', 'median', 'min', 'max', 'goal'];

const cells = (row: Row): readonly string[] => {
  const spread = row.min === row.max ? ['', ''] : [digits(row.min), digits(row.max)];
  return [row.case, row.measure, `${digits(row.median)} ${row.unit}`, ...spread, verdict(row)];
};

/** The result as a Markdown table, readable as it is. */
export const table = (rows: readonly Row[]): string => {
  const lines = [HEADINGS, ...rows.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const printed = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [printed[0], rule, ...printed.slice(1)].join('\n');
};
