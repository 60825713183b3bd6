import { type CheckFile, owedOf } from '../../../shared/checks/check.ts';
import type { CheckFiles } from '../../../shared/checks/check-file-store.ts';
import type { DueChecks } from '../../../shared/checks/due-check-store.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { notification } from '../../../shared/notifications/notification.ts';
import type { NotificationQueue } from '../../../shared/notifications/notification-queue.ts';

export interface FlagChecksDependencies {
  readonly due: Pick<DueChecks, 'past' | 'flag'>;
  readonly files: Pick<CheckFiles, 'get' | 'close'>;
  readonly notifications: NotificationQueue;
  readonly idOf: (text: string) => string;
  readonly now: () => Instant;
  readonly log: Log;
}

/** Checks looked at side by side. */
const AT_ONCE = 8;

/** There is no department of auditors: they read the list of what is flagged, and the credit office hears of each. */
const TOLD = 'credit-office';

/**
 * Flags every check whose outcome was due and did not come. Told first and then flagged: what is interrupted is done again, and a notification that
 * comes twice is one. Running again does nothing.
 */
export const flagChecks = (deps: FlagChecksDependencies) => {
  const tell = ({ check }: CheckFile, at: Instant) => {
    const told = { type: 'check.outcome-overdue', recipient: TOLD, at } as const;
    const about = { id: check.id, version: 1, kind: check.decisionType, department: check.department };
    return deps.notifications.send([notification(about, told, deps.idOf)]);
  };

  const flagOne = async (id: string, at: Instant): Promise<number> => {
    const file = await deps.files.get(id);
    if (file === undefined) return 0;
    // Everything was answered for, and the check only not closed.
    if (owedOf(file).length === 0) {
      await deps.files.close(file, at);
      return 0;
    }
    await tell(file, at);
    await deps.due.flag(id, at);
    return 1;
  };

  return async (): Promise<void> => {
    const at = deps.now();
    let flagged = 0;
    for await (const ids of deps.due.past(beijingDate(at))) {
      const done = await concurrently(AT_ONCE, ids, (id) => flagOne(id, at));
      flagged += done.reduce((sum, one) => sum + one, 0);
    }
    deps.log.info(messages.checksFlagged, { checks: flagged });
  };
};
