import type { CaseWorkQueue } from '../../../shared/cases/case-work-queue.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { RetentionDueStore } from '../../../shared/retention/retention-due-store.ts';

/**
 * Finds all that may be kept no longer by today and asks for it to be put away or erased, page by page. What fails tonight is found again
 * tomorrow; nothing is public or used meanwhile, for that goes by the dates themselves.
 */
export const retain =
  (deps: {
    readonly due: Pick<RetentionDueStore, 'dueBy'>;
    readonly work: CaseWorkQueue;
    readonly now: () => Instant;
    readonly log: Log;
  }) =>
  async (): Promise<void> => {
    const on = beijingDate(deps.now());
    let found = 0;
    for await (const page of deps.due.dueBy(on)) {
      await deps.work.send(page.map(({ what, id, key }) => ({ type: 'retain', what, id, key, on, after: 0 }) as const));
      found += page.length;
    }
    deps.log.info(messages.retentionFound, { today: on, found });
  };
