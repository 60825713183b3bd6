import type { CalendarDate } from '../kernel/beijing-time.ts';

/** What is known of one record's disclosure: whether it must be public, until when, and when it first was. Beijing dates. */
export interface DisclosureCase {
  readonly department: string;
  readonly kind: string;
  readonly due?: CalendarDate;
  readonly firstPublicOn?: CalendarDate;
  /** True while it need not be public: it ended, is held, or never was to be. What was public before stays counted as it was. */
  readonly excused?: boolean;
}

/** A department's disclosures of a month and kind. The score-card is the department's, never a subject's (I9). */
export interface DisclosureCounts {
  readonly department: string;
  readonly kind: string;
  /** Records received. */
  readonly received: number;
  /** Public by their due date. */
  readonly timely: number;
  /** Public, but after it. */
  readonly late: number;
  /** Overdue and not public. */
  readonly missing: number;
  /** Not public and not due yet. */
  readonly running: number;
  /** Not to be public. */
  readonly notPublic: number;
}

type Outcome = Exclude<keyof DisclosureCounts, 'department' | 'kind' | 'received'>;

/** How a disclosure stands on a day. The due date itself is in time. */
export const disclosureOutcome = ({ due, firstPublicOn, excused }: DisclosureCase, today: CalendarDate): Outcome => {
  if (due === undefined) return 'notPublic';
  if (firstPublicOn !== undefined) return firstPublicOn <= due ? 'timely' : 'late';
  if (excused) return 'notPublic';
  return today <= due ? 'running' : 'missing';
};

const ZERO = { received: 0, timely: 0, late: 0, missing: 0, running: 0, notPublic: 0 };

const FIGURES = ['received', 'timely', 'late', 'missing', 'running', 'notPublic'] as const;

/** Counts of several lots of cases together, by department and kind, sorted: what a fold of all of them would give. */
export const sumDisclosures = (lots: readonly DisclosureCounts[]): readonly DisclosureCounts[] =>
  [...Map.groupBy(lots, ({ department, kind }) => `${department}|${kind}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const counts = { ...ZERO, department: first.department, kind: first.kind };
      for (const lot of group) for (const figure of FIGURES) counts[figure] += lot[figure];
      return [counts];
    });

/** Folds cases into counts by department and kind, sorted. A recount is the same fold over the same cases. */
export const countDisclosures = (
  cases: readonly DisclosureCase[],
  today: CalendarDate,
): readonly DisclosureCounts[] => {
  const groups = Map.groupBy(cases, ({ department, kind }) => `${department}|${kind}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const counts = { ...ZERO, received: group.length };
      for (const one of group) counts[disclosureOutcome(one, today)] += 1;
      return [{ department: first.department, kind: first.kind, ...counts }];
    });
};
