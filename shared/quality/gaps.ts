import type { QualityCounts, SeriesCounts } from './quality-counts.ts';
import { countIn, gapsIn, merged, type Range } from './ranges.ts';

/** One series of a unit's documents in a year, and which of its numbers were not reported. A gap is a question to the unit, no finding. */
export interface SeriesGaps extends Omit<SeriesCounts, 'ranges'> {
  readonly department: string;
  readonly first: number;
  readonly last: number;
  /** Numbers that were reported. */
  readonly reported: number;
  /** Numbers between the first and the last one that were not. */
  readonly missing: number;
  readonly gaps: readonly Range[];
  /** Gaps beyond those that are listed. */
  readonly gapsLeftOut: number;
}

/** Gaps that are listed of a series: nobody looks after more by hand. */
const MAX_GAPS = 100;

/** Numbers of a year are given to decisions of its first months of the next year, too. */
const MONTHS_AFTER = 3;

/** Months in which decisions with numbers of a year may have been taken, `YYYY-MM`. */
export const monthsOf = (year: number): readonly string[] =>
  Array.from({ length: 12 + MONTHS_AFTER }, (_, at) => {
    const month = String((at % 12) + 1).padStart(2, '0');
    return `${year + Math.floor(at / 12)}-${month}`;
  });

/** The series of a year from what was folded of months, most missing first. */
export const gapsOf = (months: readonly (readonly QualityCounts[])[], year: number): readonly SeriesGaps[] => {
  const all = months
    .flat()
    .flatMap(({ department, series }) => series.map((one) => ({ department, ...one })))
    .filter((one) => one.year === year);
  const groups = Map.groupBy(all, ({ department, kind, prefix }) => JSON.stringify([department, kind, prefix]));
  const series = [...groups.values()].flatMap((group): readonly SeriesGaps[] => {
    const ranges = merged(group.flatMap((one) => one.ranges));
    const [one, first, last] = [group[0], ranges[0], ranges.at(-1)];
    if (one === undefined || first === undefined || last === undefined) return [];
    const { department, kind, prefix } = one;
    const gaps = gapsIn(ranges);
    return [
      {
        department,
        kind,
        prefix,
        year,
        first: first[0],
        last: last[1],
        reported: countIn(ranges),
        missing: countIn(gaps),
        gaps: gaps.slice(0, MAX_GAPS),
        gapsLeftOut: Math.max(0, gaps.length - MAX_GAPS),
      },
    ];
  });
  return series.toSorted(
    (a, b) => b.missing - a.missing || (`${a.department} ${a.prefix}` < `${b.department} ${b.prefix}` ? -1 : 1),
  );
};
