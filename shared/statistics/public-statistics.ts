import * as z from 'zod';
import { departmentOn } from '../departments/departments.ts';
import { type CalendarDate, calendarDate, type Instant } from '../kernel/beijing-time.ts';
import { hasDisclosureClock } from '../records/kinds/kinds.ts';
import type { DisclosureCounts } from './disclosure-counts.ts';
import { type Column, leaveOutAll, leaveOutSmall, type ShownColumn, SMALLEST_SHOWN } from './small-cells.ts';

const Figure = z.int().min(0).nullable().describe('null: left out, since the figure or one beside it is below five');

const Figures = z.strictObject({
  onTime: Figure.describe('Public within seven working days of the decision. null: left out'),
  late: Figure.describe('Public, but later. null: left out'),
  missing: Figure.describe('Not public though its days are over. null: left out'),
  onTimePercent: z
    .int()
    .min(0)
    .max(100)
    .nullable()
    .describe(
      'Whole per cent of onTime in all three, rounded down; null where that would tell a figure that is left out',
    ),
});
type Figures = z.infer<typeof Figures>;

/** The public figures of a month in which decisions were made, by kind and by department. */
export const PublicMonth = z.strictObject({
  month: z.string().describe('YYYY-MM of the decisions, Beijing'),
  total: Figures,
  kinds: z.array(z.strictObject({ kind: z.string(), ...Figures.shape })),
  departments: z.array(
    z.strictObject({
      departmentCode: z.string(),
      departmentName: z.string(),
      departmentNameEn: z.string(),
      ...Figures.shape,
    }),
  ),
});
export type PublicMonth = z.infer<typeof PublicMonth>;

/** `statistics.json`: docs/disclosure-format.md, section 1. */
export const PublicStatistics = z.strictObject({
  countedAt: z.string().nullable().describe('UTC; when the newest month was counted. null: nothing was yet'),
  smallestShown: z.literal(SMALLEST_SHOWN),
  months: z.array(PublicMonth).describe('Newest first; months without a decision that had to be public are absent'),
});
export type PublicStatistics = z.infer<typeof PublicStatistics>;

const COLUMNS = ['onTime', 'late', 'missing'] as const;
type ColumnName = (typeof COLUMNS)[number];
/** What the register calls them. */
const COUNTED = { onTime: 'timely', late: 'late', missing: 'missing' } as const satisfies Record<
  ColumnName,
  keyof DisclosureCounts
>;

/**
 * With so many on time, five numbers of others or more make the same whole per cent, whichever it is below 100: those that make p are
 * 100 × onTime ÷ p(p + 1) in a row, fewest at 99.
 */
const PERCENT_FROM = 99 * SMALLEST_SHOWN;

const columnBy = (counts: readonly DisclosureCounts[], row: 'kind' | 'department', column: ColumnName): Column => {
  const sums = new Map<string, number>();
  for (const count of counts) sums.set(count[row], (sums.get(count[row]) ?? 0) + count[COUNTED[column]]);
  return sums;
};

type Shown = Record<ColumnName, number | null>;

const percentOf = (onTime: number, others: number): number => Math.floor((100 * onTime) / (onTime + others));

/**
 * Whether a share may stand beside figures of which some are left out. What is shown decides, and nothing else: that a share is missing
 * must tell nothing either. Each figure that is left out is one or more, so that the fewest others there may be are known, and from them
 * on five numbers must make one share.
 */
const mayTellShare = ({ onTime, late, missing }: Shown): boolean => {
  if (onTime === null || onTime < PERCENT_FROM) return false;
  const fewest = (late ?? 1) + (missing ?? 1);
  return percentOf(onTime, fewest) === percentOf(onTime, fewest + SMALLEST_SHOWN - 1);
};

/** The share is told where the three figures tell it anyway, or where it tells nothing of those that are left out. */
const withPercent = (shown: Shown, counted: Record<ColumnName, number>): Figures => {
  const isDue = COLUMNS.some((column) => counted[column] > 0);
  const isTold = COLUMNS.every((column) => shown[column] !== null);
  const percent = percentOf(counted.onTime, counted.late + counted.missing);
  return { ...shown, onTimePercent: isDue && (isTold || mayTellShare(shown)) ? percent : null };
};

/** Both tables of a column, which have one total: what one of them must leave out of it, the other may not tell. */
const shownColumn = (counts: readonly DisclosureCounts[], name: ColumnName) => {
  const [kind, department] = [columnBy(counts, 'kind', name), columnBy(counts, 'department', name)];
  const sum = [...kind.values()].reduce((total, figure) => total + figure, 0);
  const shown = { kind: leaveOutSmall(kind), department: leaveOutSmall(department) };
  const isTotal = shown.kind.total && shown.department.total;
  return {
    sum,
    total: isTotal ? sum : null,
    rows: { kind, department },
    shown: isTotal ? shown : { kind: leaveOutAll(kind), department: leaveOutAll(department) },
  };
};

const byColumn = <Value>(of: (column: ColumnName) => Value): Record<ColumnName, Value> => ({
  onTime: of('onTime'),
  late: of('late'),
  missing: of('missing'),
});

/** As it is called today; a department that is no more, as it was called in that month. */
const namesOf = (code: string, month: string, today: CalendarDate) => {
  const { name } = departmentOn(code, today) ?? departmentOn(code, calendarDate(`${month}-01`)) ?? {};
  return { departmentName: name?.zh ?? code, departmentNameEn: name?.en ?? code };
};

/**
 * The figures of a month for everybody. Only decisions that had to be public are counted, which are about no natural person; who trades
 * alone may be among them, so that no small figure is told, nor one by which a small figure could be worked out. Undefined for a month
 * without any.
 */
export const publicMonth = (
  month: string,
  given: readonly DisclosureCounts[],
  today: CalendarDate,
): PublicMonth | undefined => {
  const counts = given.filter(
    ({ kind, timely, late, missing }) => hasDisclosureClock(kind) && timely + late + missing > 0,
  );
  if (counts.length === 0) return undefined;
  const columns = byColumn((name) => shownColumn(counts, name));
  const figuresOf = (table: 'kind' | 'department', row: string): Figures => {
    const shownIn = (shown: ShownColumn) => shown.rows.get(row) ?? null;
    return withPercent(
      byColumn((name) => shownIn(columns[name].shown[table])),
      byColumn((name) => columns[name].rows[table].get(row) ?? 0),
    );
  };
  const rowsOf = (table: 'kind' | 'department') => [...columns.onTime.rows[table].keys()].toSorted();
  return {
    month,
    total: withPercent(
      byColumn((name) => columns[name].total),
      byColumn((name) => columns[name].sum),
    ),
    kinds: rowsOf('kind').map((kind) => ({ kind, ...figuresOf('kind', kind) })),
    departments: rowsOf('department').map((departmentCode) => ({
      departmentCode,
      ...namesOf(departmentCode, month, today),
      ...figuresOf('department', departmentCode),
    })),
  };
};

export interface FoldedMonth {
  readonly month: string;
  readonly countedAt: Instant;
  readonly counts: readonly DisclosureCounts[];
}

/** All of it, newest month first. */
export const publicStatistics = (folded: readonly FoldedMonth[], today: CalendarDate): PublicStatistics => {
  const newestFirst = folded.toSorted((a, b) => (a.month < b.month ? 1 : -1));
  return {
    countedAt: newestFirst[0]?.countedAt ?? null,
    smallestShown: SMALLEST_SHOWN,
    months: newestFirst.flatMap(({ month, counts }) => publicMonth(month, counts, today) ?? []),
  };
};
