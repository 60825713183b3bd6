import type { DisclosureCounts } from '../statistics/disclosure-counts.ts';
import type { FoldedCountStore } from '../statistics/folded-count-store.ts';
import type { Figures } from './figures.ts';
import { monthsOf, type Quarter } from './quarter.ts';

/** A department's figures of a quarter, as the system counts them now. */
export type FiguresOf = (department: string, period: Quarter) => Promise<Figures>;

/** What the counts of disclosures say of a department. */
export const disclosureFigures = (counts: readonly DisclosureCounts[], department: string): Figures => {
  const own = counts.filter((count) => count.department === department);
  const sum = (name: 'received' | 'timely' | 'late' | 'missing') =>
    own.reduce((total, count) => total + count[name], 0);
  return {
    recordsReceived: sum('received'),
    disclosuresTimely: sum('timely'),
    disclosuresLate: sum('late'),
    disclosuresMissing: sum('missing'),
  };
};

/** From the months that were folded; if none of the quarter was, nothing is counted yet, which is not zero. */
export const figuresOf =
  (deps: { readonly folded: Pick<FoldedCountStore, 'find'> }): FiguresOf =>
  async (department, period) => {
    const months = await Promise.all(monthsOf(period).map((month) => deps.folded.find(month)));
    const folded = months.flatMap((month) => month ?? []);
    if (folded.length === 0) return {};
    return disclosureFigures(
      folded.flatMap(({ counts }) => counts),
      department,
    );
  };
