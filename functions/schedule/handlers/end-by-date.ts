import type { CaseWorkQueue } from '../../../shared/cases/case-work-queue.ts';
import { workAtEnd } from '../../../shared/cases/end-date.ts';
import type { EndDateStore } from '../../../shared/cases/end-date-store.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';

/**
 * Finds all measures, cases and bases that have ended by today and asks for their end, page by page. What fails today is found again
 * tomorrow; no check depends on it, for checks read the dates themselves.
 */
export const endByDate =
  (deps: {
    readonly ends: Pick<EndDateStore, 'dueBy'>;
    readonly work: CaseWorkQueue;
    readonly now: () => Instant;
    readonly log: Log;
  }) =>
  async (): Promise<void> => {
    const today = beijingDate(deps.now());
    let found = 0;
    for await (const page of deps.ends.dueBy(today)) {
      await deps.work.send(page.map((end) => workAtEnd(end, today)));
      found += page.length;
    }
    deps.log.info(messages.endsFound, { today, found });
  };
