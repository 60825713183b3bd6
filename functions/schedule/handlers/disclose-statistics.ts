import { servedAs } from '../../../shared/disclosure/files.ts';
import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import { addMonths, beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { FoldedCountStore } from '../../../shared/statistics/folded-count-store.ts';
import { publicStatistics } from '../../../shared/statistics/public-statistics.ts';

/** Three years and the month that is not over: as long as the fold takes up late disclosures. */
const MONTHS = 37;
const AT_ONCE = 8;
const PATH = 'statistics.json';

export interface DiscloseStatisticsDependencies {
  readonly folded: Pick<FoldedCountStore, 'find'>;
  readonly bucket: Pick<Bucket, 'put'>;
  readonly now: () => Instant;
  readonly log: Log;
}

/** Writes statistics.json from the months as they were last folded: no record is read, and nothing of one is in it. */
export const discloseStatistics =
  ({ folded, bucket, now, log }: DiscloseStatisticsDependencies) =>
  async (): Promise<void> => {
    const today = beijingDate(now());
    const months = Array.from({ length: MONTHS }, (_, back) => addMonths(today, -back).slice(0, 7));
    const found = await concurrently(AT_ONCE, months, async (month) => {
      const counted = await folded.find(month);
      return counted === undefined ? [] : [{ month, ...counted }];
    });
    const statistics = publicStatistics(found.flat(), today);
    await bucket.put(PATH, new TextEncoder().encode(JSON.stringify(statistics)), servedAs(PATH));
    log.info(messages.statisticsDisclosed, { months: statistics.months.length });
  };
