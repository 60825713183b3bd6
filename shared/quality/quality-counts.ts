import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { CountedObjection } from './counted-objection.ts';
import type { SeriesNumber } from './document-number.ts';
import type { CountedIntake } from './intake-count-store.ts';
import { type Range, rangesOf } from './ranges.ts';

/** Rows of a kind that a unit sent in a month: 合规率 is accepted / (accepted + refused). */
export interface IntakeCounts {
  readonly kind: string;
  readonly accepted: number;
  readonly refused: number;
}

/** Records of a kind that were decided in a month and reported: 迟报率 is late / reported. */
export interface ReportingCounts {
  readonly kind: string;
  readonly reported: number;
  /** Reported after the day on which they had to be public. */
  readonly late: number;
}

/** Numbers of one series that were reported of decisions of a month. */
export interface SeriesCounts extends Pick<SeriesNumber, 'prefix' | 'year'> {
  readonly kind: string;
  readonly ranges: readonly Range[];
}

/** Objections to a unit's entries that were first decided in a month. */
export interface ObjectionCounts {
  readonly decided: number;
  readonly upheld: number;
  readonly late: number;
}

/** What a unit sent, and how well, in a month. Of units, never of subjects (I9). */
export interface QualityCounts {
  readonly department: string;
  readonly intake: readonly IntakeCounts[];
  readonly reporting: readonly ReportingCounts[];
  readonly series: readonly SeriesCounts[];
  /** Some series or ranges were left out: there were too many for them to be series. */
  readonly seriesLeftOut: boolean;
  readonly objections: ObjectionCounts;
}

/** What is known of one record for this: dates are Beijing's. */
export interface ReportedCase {
  readonly department: string;
  readonly kind: string;
  /** By when it had to be public, whether it was to be or not; absent of decisions from before the calendar. */
  readonly due?: CalendarDate;
  readonly reportedOn?: CalendarDate;
  readonly numbered?: SeriesNumber;
}

/** A unit has a handful of series; whoever has more numbers documents in another way. So a month's item stays far below 400 KB. */
const MAX_SERIES = 100;
const MAX_RANGES = 3_000;

const NO_OBJECTIONS: ObjectionCounts = { decided: 0, upheld: 0, late: 0 };

const keyed = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

interface Series extends Omit<SeriesCounts, 'ranges'> {
  readonly department: string;
  readonly numbers: Set<number>;
}

const boundedSeries = (all: readonly Series[]): Pick<QualityCounts, 'series' | 'seriesLeftOut'> => {
  const series: SeriesCounts[] = [];
  let room = MAX_RANGES;
  for (const { kind, prefix, year, numbers } of all.toSorted((a, b) => b.numbers.size - a.numbers.size)) {
    const ranges = rangesOf(numbers);
    if (series.length === MAX_SERIES || ranges.length > room) continue;
    room -= ranges.length;
    series.push({ kind, prefix, year, ranges });
  }
  const inOrder = series.toSorted((a, b) =>
    keyed(a.kind, a.prefix, a.year) < keyed(b.kind, b.prefix, b.year) ? -1 : 1,
  );
  return { series: inOrder, seriesLeftOut: series.length < all.length };
};

const byKind = <One extends { readonly kind: string }>(all: readonly One[]): readonly One[] =>
  all.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));

/** A month's fold, fed a page at a time so that a month of a million records needs no memory for them all; a recount is the same fold. */
export const qualityFold = () => {
  const intake = new Map<string, IntakeCounts & { readonly department: string }>();
  const reporting = new Map<string, ReportingCounts & { readonly department: string }>();
  const series = new Map<string, Series>();
  const objections = new Map<string, ObjectionCounts>();

  const addNumber = ({ department, kind, numbered }: ReportedCase): void => {
    if (numbered === undefined) return;
    const { prefix, year, number } = numbered;
    const key = keyed(department, kind, prefix, year);
    const known = series.get(key) ?? { department, kind, prefix, year, numbers: new Set<number>() };
    known.numbers.add(number);
    series.set(key, known);
  };

  const countsOf = (department: string): QualityCounts => ({
    department,
    intake: byKind([...intake.values()].filter((one) => one.department === department)).map(
      ({ kind, accepted, refused }) => ({ kind, accepted, refused }),
    ),
    reporting: byKind([...reporting.values()].filter((one) => one.department === department)).map(
      ({ kind, reported, late }) => ({ kind, reported, late }),
    ),
    ...boundedSeries([...series.values()].filter((one) => one.department === department)),
    objections: objections.get(department) ?? NO_OBJECTIONS,
  });

  return {
    addIntake: (page: readonly CountedIntake[]): void => {
      for (const { department, kind, accepted, refused } of page) {
        const key = keyed(department, kind);
        const known = intake.get(key) ?? { department, kind, accepted: 0, refused: 0 };
        intake.set(key, { ...known, accepted: known.accepted + accepted, refused: known.refused + refused });
      }
    },
    addReported: (page: readonly ReportedCase[]): void => {
      for (const one of page) {
        addNumber(one);
        const { department, kind, due, reportedOn } = one;
        if (due === undefined || reportedOn === undefined) continue;
        const key = keyed(department, kind);
        const known = reporting.get(key) ?? { department, kind, reported: 0, late: 0 };
        const late = known.late + (reportedOn > due ? 1 : 0);
        reporting.set(key, { ...known, reported: known.reported + 1, late });
      }
    },
    addObjections: (decided: readonly CountedObjection[]): void => {
      for (const { department, upheld, late } of decided) {
        const known = objections.get(department) ?? NO_OBJECTIONS;
        objections.set(department, {
          decided: known.decided + 1,
          upheld: known.upheld + Number(upheld),
          late: known.late + Number(late),
        });
      }
    },
    /** By department, in order. */
    counts: (): readonly QualityCounts[] => {
      const departments = [intake, reporting, series].flatMap((all) => [...all.values()].map((one) => one.department));
      return [...new Set([...departments, ...objections.keys()])].toSorted().map(countsOf);
    },
  };
};
