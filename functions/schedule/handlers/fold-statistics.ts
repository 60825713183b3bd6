import { addMonths, beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { DisclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import { countDisclosures } from '../../../shared/statistics/disclosure-counts.ts';
import type { FoldedCountStore } from '../../../shared/statistics/folded-count-store.ts';

/** Months folded at every run: a disclosure of this or the last two months is what still moves. */
const RECENT_MONTHS = 3;
/** Months folded in the first hour of a Beijing day: late disclosures of older decisions are counted by the next morning. */
const ALL_MONTHS = 37;
const FIRST_HOUR_UTC = 'T16:';

const monthsBefore = (today: CalendarDate, count: number): readonly string[] =>
  Array.from({ length: count }, (_, back) => addMonths(today, -back).slice(0, 7));

export interface FoldStatisticsDependencies {
  readonly cases: Pick<DisclosureCountStore, 'cases'>;
  readonly folded: Pick<FoldedCountStore, 'put'>;
  readonly now: () => Instant;
  readonly log: Log;
}

/** Folds the cases of each month into counts. Running it again gives the same counts: a recount is this fold. */
export const foldStatistics = (deps: FoldStatisticsDependencies) => async (): Promise<void> => {
  const countedAt = deps.now();
  const today = beijingDate(countedAt);
  const months = monthsBefore(today, countedAt.includes(FIRST_HOUR_UTC) ? ALL_MONTHS : RECENT_MONTHS);
  for (const month of months) {
    await deps.folded.put(month, { countedAt, counts: countDisclosures(await deps.cases.cases(month), today) });
  }
  deps.log.info(messages.statisticsFolded, { months: months.length });
};
